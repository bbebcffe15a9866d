import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import type { PreviewFile } from '#shared/api-rules.ts';
import type { CommandStep } from '#shared/step.ts';
import { askConfirm } from '../../ui/confirm.tsx';
import { SettingGroup } from '../../ui/setting-row.tsx';
import { useEditing } from '../draft/draft-context.tsx';
import { ChoiceRow } from '../fields/choice-row.tsx';
import { DurationRow } from '../fields/duration-row.tsx';
import { NumberRow } from '../fields/number-row.tsx';
import { SwitchRow } from '../fields/switch-row.tsx';
import { TextRow } from '../fields/text-row.tsx';
import { moved } from './command-order.ts';
import css from './editor.module.css';
import { LegacyRow } from './legacy-row.tsx';
import { TemplateRow } from './template-row.tsx';

export interface CommandCardProps {
  step: CommandStep;
  index: number;
  count: number;
  file: PreviewFile | null;
}

export function CommandCard({ step, index, count, file }: CommandCardProps) {
  return (
    <div className={css.card}>
      <SettingGroup title={`Command ${index + 1} of ${count}`}>
        <CardActions step={step} index={index} count={count} />
        <TextRow path={`steps.${index}.name`} title="Name" description="Begins the error text when it fails." isCode />
        <TemplateRow step={step} index={index} file={file} />
        <ChoiceRow
          path={`steps.${index}.mode`}
          title="Run"
          description="Without a shell, nothing in a file’s name can be taken for a command."
          options={[
            { value: 'argv', label: 'Without a shell' },
            { value: 'shell', label: 'By a shell' },
          ]}
        />
        {step.mode === 'shell' && <ShellRows step={step} index={index} />}
        <DurationRow
          path={`steps.${index}.timeoutMs`}
          title="Stop after"
          description="The command and all that it has started are ended then. Empty: never."
          placeholder="Never"
        />
        <NumberRow
          path={`steps.${index}.retries`}
          title="Retries"
          description="So often it is run again at once where it failed."
        />
        <SwitchRow
          path={`steps.${index}.idempotent`}
          title="May be run twice"
          description="After a crash in its middle it is run again without asking. Only where running it twice does no harm."
        />
      </SettingGroup>
    </div>
  );
}

function ShellRows({ step, index }: { step: CommandStep; index: number }) {
  return (
    <>
      <ChoiceRow
        path={`steps.${index}.shell`}
        title="Shell"
        description="Which one reads the line."
        options={[
          { value: 'auto', label: 'The system’s own' },
          { value: 'sh', label: '/bin/sh' },
          { value: 'cmd', label: 'cmd.exe' },
          { value: 'powershell', label: 'PowerShell' },
        ]}
      />
      <LegacyRow step={step} index={index} />
    </>
  );
}

function CardActions({ step, index, count }: Omit<CommandCardProps, 'file'>) {
  const { store } = useEditing();
  function move(to: number): void {
    store.set('steps', moved(store.get().rule.steps, index, to));
  }
  async function remove(): Promise<void> {
    const isConfirmed =
      step.template.trim() === '' ||
      (await askConfirm({
        title: `Remove the command “${step.name}”?`,
        body: 'It is gone when you save the rule.',
        action: 'Remove command',
      }));
    if (isConfirmed) store.set('steps', store.get().rule.steps.toSpliced(index, 1));
  }
  return (
    <div className={css.cardActions}>
      <Tooltip label="Move up">
        <ActionIcon aria-label={`Move ${step.name} up`} disabled={index === 0} onClick={() => move(index - 1)}>
          <IconArrowUp size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Move down">
        <ActionIcon
          aria-label={`Move ${step.name} down`}
          disabled={index === count - 1}
          onClick={() => move(index + 1)}
        >
          <IconArrowDown size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Remove">
        <ActionIcon color="danger" aria-label={`Remove ${step.name}`} onClick={() => void remove()}>
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
