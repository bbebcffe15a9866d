import { Button } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle, IconKeyboard, IconLifebuoy } from '@tabler/icons-react';
import type { CallOutput } from '#shared/api.ts';
import { useCall } from '../api/use-call.ts';
import { openShortcuts } from '../app/shortcuts-dialog.tsx';
import { Banner } from '../ui/banner.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { PageBody } from '../ui/page-body.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { RowSkeletons } from '../ui/page-skeleton.tsx';
import { SettingGroup, SettingRow } from '../ui/setting-row.tsx';
import css from './about-page.module.css';
import { PlaceRow } from './place-row.tsx';
import { SupportButton } from './support-button.tsx';
import { ThirdParty } from './third-party.tsx';
import { KEY_WORDS, PLATFORM_WORDS } from './words.ts';

type Info = CallOutput<'app.info'>;

/** What this is, where its files are, and what helps those who help. */
export function AboutPage() {
  const info = useCall('app.info', {});
  return (
    <>
      <PageHeader
        title="About"
        description="What this is, where its files are, and what to send when you need help."
        actions={
          <Button variant="default" leftSection={<IconKeyboard size={16} aria-hidden />} onClick={openShortcuts}>
            Keyboard shortcuts
          </Button>
        }
      />
      <PageBody>
        {info.error && (
          <ErrorPanel title="Wherry does not tell about itself" error={info.error} onRetry={info.reload} />
        )}
        {info.value ? <Sections info={info.value} /> : info.isLoading && <RowSkeletons count={6} />}
      </PageBody>
    </>
  );
}

function Sections({ info }: { info: Info }) {
  const isDesktop = info.kind === 'desktop';
  const key = KEY_WORDS[info.keyKind];
  return (
    <>
      {info.notes.map((note) => (
        <Banner
          key={note.title}
          tone={note.severity === 'error' ? 'danger' : note.severity}
          icon={note.severity === 'info' ? IconInfoCircle : IconAlertTriangle}
          title={note.title}
        >
          {note.detail}
        </Banner>
      ))}
      <SettingGroup title="Wherry">
        <SettingRow title="Version" description="Free software under the MIT licence.">
          <span className={css.value}>{info.version}</span>
        </SettingRow>
        <SettingRow title="Runs as" description={runsAs(info)}>
          <span className={css.value}>{isDesktop ? 'Desktop application' : 'Headless engine'}</span>
        </SettingRow>
        <SettingRow title="System">
          <span className={css.value}>{PLATFORM_WORDS[info.platform] ?? info.platform}</span>
        </SettingRow>
      </SettingGroup>
      <SettingGroup title="Files on this machine">
        <PlaceRow
          title="Data"
          description="Settings, secrets and the history of all files."
          path={info.dataDirectory}
        />
        <PlaceRow title="Logs" description="A file a day." path={info.logDirectory} canOpen={isDesktop} />
        <SettingRow title="Secrets" description={key?.about ?? 'Encrypted with a key of its own.'}>
          <span className={css.value}>{key?.title ?? info.keyKind}</span>
        </SettingRow>
      </SettingGroup>
      <SettingGroup title="Help">
        <SettingRow
          title="Support bundle"
          description="A text with settings, states and the last lines of the log. Secrets are taken out; read it before you send it."
        >
          <SupportButton icon={<IconLifebuoy size={16} aria-hidden />} />
        </SettingRow>
        <SettingRow title="Software of others" description="Wherry is built on the work of many people.">
          <ThirdParty />
        </SettingRow>
      </SettingGroup>
    </>
  );
}

function runsAs(info: Info): string {
  if (info.kind === 'headless') return 'The engine of “wherry serve”; this window is a page of it.';
  if (info.isAttached) return 'This window looks at an engine that was already running on the same data directory.';
  return 'The engine goes on in the tray when the window is closed.';
}
