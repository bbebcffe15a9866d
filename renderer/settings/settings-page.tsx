import { Button } from '@mantine/core';
import { IconDeviceFloppy } from '@tabler/icons-react';
import type { CallOutput } from '#shared/api.ts';
import { useCall } from '../api/use-call.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { formatPlural } from '../ui/format.ts';
import { PageBody } from '../ui/page-body.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { RowSkeletons } from '../ui/page-skeleton.tsx';
import { useSaveKey } from '../ui/use-save-key.ts';
import { HistoryGroup } from './history-group.tsx';
import { MailGroup } from './mail-group.tsx';
import { MachineGroup } from './machine-group.tsx';
import { SecretsGroup } from './secrets-group.tsx';
import { ServerGroup } from './server-group.tsx';
import css from './settings.module.css';
import { UpdatesGroup } from './updates-group.tsx';
import { type Drafting, useSettingsDraft } from './use-settings-draft.ts';

/** What holds for all rules and for the application itself; one Save for all of it. */
export function SettingsPage() {
  const kept = useCall('settings.get', {});
  const info = useCall('app.info', {});
  if (kept.value && info.value) return <Editing kept={kept.value} info={info.value} />;
  const error = kept.error ?? info.error;
  return (
    <>
      <PageHeader title="Settings" />
      <PageBody>
        {error ? (
          <ErrorPanel
            title="The settings cannot be shown"
            error={error}
            onRetry={() => {
              kept.reload();
              info.reload();
            }}
          />
        ) : (
          <RowSkeletons count={8} />
        )}
      </PageBody>
    </>
  );
}

interface EditingProps {
  kept: CallOutput<'settings.get'>;
  info: CallOutput<'app.info'>;
}

function Editing({ kept, info }: EditingProps) {
  const drafting = useSettingsDraft(kept);
  useSaveKey(() => void drafting.save());
  const isDesktop = info.kind === 'desktop';
  return (
    <>
      <PageHeader
        title="Settings"
        description={<span aria-live="polite">{stateInWords(drafting)}</span>}
        actions={<SaveButtons drafting={drafting} />}
      />
      <div className={css.scroll} onBlur={(event) => drafting.leave(event.target.id)}>
        <PageBody>
          <MailGroup drafting={drafting} kept={kept.settings.mailServer} />
          <MachineGroup drafting={drafting} isDesktop={isDesktop} />
          <HistoryGroup drafting={drafting} />
          <ServerGroup drafting={drafting} kept={kept.settings.server} isDesktop={isDesktop && !info.isAttached} />
          {isDesktop && <UpdatesGroup drafting={drafting} kept={kept.settings.updates} />}
          <SecretsGroup info={info} />
        </PageBody>
      </div>
    </>
  );
}

function SaveButtons({ drafting: { isDirty, isSaving, save, discard } }: { drafting: Drafting }) {
  return (
    <>
      <Button variant="subtle" color="gray" disabled={!isDirty} onClick={() => void discard()}>
        Discard
      </Button>
      <Button
        disabled={!isDirty}
        loading={isSaving}
        leftSection={<IconDeviceFloppy size={16} aria-hidden />}
        onClick={() => void save()}
      >
        Save
      </Button>
    </>
  );
}

function stateInWords({ isDirty, changes, problems }: Drafting): string {
  if (!isDirty) return 'What holds for all rules, and for Wherry itself.';
  const count = Object.values(problems).filter((problem) => problem !== undefined).length;
  return `Not saved yet: ${changes.join(', ')}${count > 0 ? ` · ${formatPlural(count, 'error')}` : ''}`;
}
