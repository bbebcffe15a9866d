import { Switch } from '@mantine/core';
import type { AppSettings } from '#shared/settings.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { SettingGroup, SettingRow } from '../ui/setting-row.tsx';
import css from './settings.module.css';
import { NumberField } from './number-field.tsx';
import type { Drafting } from './use-settings-draft.ts';

interface ServerGroupProps {
  drafting: Drafting;
  /** What is in force. */
  kept: AppSettings['server'];
  /** It can be off; the headless engine has it always. */
  isDesktop: boolean;
}

/** The loopback API. */
export function ServerGroup({ drafting, kept, isDesktop }: ServerGroupProps) {
  const { draft, problems } = drafting;
  const { server } = draft.app;
  return (
    <SettingGroup
      title="Local server"
      description="Programs and browsers on this computer can ask Wherry, with the token in server.json of the data folder."
    >
      {isDesktop && (
        <SettingRow title="Serve on this computer" description="Off: only this window can." htmlFor="server-on">
          <div className={css.end}>
            <Switch
              id="server-on"
              checked={server.isEnabled}
              onChange={(event) => drafting.change({ server: { ...server, isEnabled: event.currentTarget.checked } })}
            />
          </div>
        </SettingRow>
      )}
      {(server.isEnabled || !isDesktop) && (
        <SettingRow
          title="Port"
          description={isDesktop ? 'On 127.0.0.1. 0: any that is free.' : 'Of “wherry serve”, from its next start on.'}
          htmlFor="server-port"
          error={problems.serverPort}
        >
          <NumberField
            id="server-port"
            min={0}
            hasError={problems.serverPort !== undefined}
            value={server.port}
            onChange={(port) => drafting.change({ server: { ...server, port } })}
          />
        </SettingRow>
      )}
      <Address url={addressOf(kept, isDesktop)} />
    </SettingGroup>
  );
}

/** Where it answers now; null: it does not, or chooses its port by itself. */
function addressOf({ isEnabled, port }: AppSettings['server'], isDesktop: boolean): string | null {
  if (location.protocol.startsWith('http')) return location.origin;
  return isDesktop && isEnabled && port !== 0 ? `http://127.0.0.1:${port}` : null;
}

function Address({ url }: { url: string | null }) {
  if (url === null) return null;
  return (
    <SettingRow title="Address" description="Where it answers now.">
      <div className={css.address}>
        <code>{url}</code>
        <CopyButton isIcon text={url} label="Copy the address" />
      </div>
    </SettingRow>
  );
}
