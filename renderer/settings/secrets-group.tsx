import { IconAlertTriangle } from '@tabler/icons-react';
import type { CallOutput } from '#shared/api.ts';
import { PlaceRow } from '../about/place-row.tsx';
import { KEY_WORDS } from '../about/words.ts';
import { Banner } from '../ui/banner.tsx';
import { SettingGroup, SettingRow } from '../ui/setting-row.tsx';
import css from './settings.module.css';

/** Where passwords and tokens are, and what guards them. Nothing to change here: it is what the system offers. */
export function SecretsGroup({ info }: { info: CallOutput<'app.info'> }) {
  const key = KEY_WORDS[info.keyKind];
  return (
    <SettingGroup title="Data and secrets">
      {info.keyKind === 'key-file' && (
        <div className={css.inside}>
          <Banner tone="warning" icon={IconAlertTriangle} title="This system offers no keychain">
            Whoever can read the data folder can read the passwords in it. Keep the folder to yourself, or name a key
            file of your own in WHERRY_KEY_FILE.
          </Banner>
        </div>
      )}
      <SettingRow title="Secrets" description={key?.about ?? 'Encrypted with a key of its own.'}>
        <span className={css.value}>{key?.title ?? info.keyKind}</span>
      </SettingRow>
      <PlaceRow title="Data" description="Settings, secrets and the history of all files." path={info.dataDirectory} />
    </SettingGroup>
  );
}
