import { Button, Select } from '@mantine/core';
import { IconListSearch, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { PreviewFile } from '#shared/api-rules.ts';
import type { CommandStep } from '#shared/step.ts';
import { useDraft, useEditing } from '../draft/draft-context.tsx';
import { CheckPanel } from './check-panel.tsx';
import { CommandCard } from './command-card.tsx';
import css from './editor.module.css';
import { SectionFrame } from './section-frame.tsx';

export function CommandsSection() {
  const { store, sample } = useEditing();
  const steps = useDraft(({ rule }) => rule.steps);
  const [chosen, setChosen] = useState<string | null>(null);
  const files = sample.files ?? [];
  const file =
    files.find(({ externalId }) => externalId === chosen) ??
    files.find(({ skip }) => skip === null) ??
    files[0] ??
    null;
  return (
    <SectionFrame
      id="commands"
      after={steps.map((step, index) => (
        <CommandCard key={index} step={step} index={index} count={steps.length} file={file} />
      ))}
    >
      <div className={css.toolbar}>
        <p className={css.hint}>
          {steps.length === 0
            ? 'There are none: files are only downloaded.'
            : 'Each runs when the one before it has succeeded.'}
        </p>
        <SampleChoice file={file} onChoose={setChosen} />
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => store.set('steps', [...steps, newCommand(steps)])}
        >
          Add a command
        </Button>
      </div>
      {steps.length > 0 && <CheckPanel section="commands" />}
    </SectionFrame>
  );
}

/** The record on which the commands below are shown as they would run. */
function SampleChoice({ file, onChoose }: { file: PreviewFile | null; onChoose: (id: string | null) => void }) {
  const { sample } = useEditing();
  if (!file || !sample.files) {
    return (
      <Button
        variant="default"
        loading={sample.isLoading}
        leftSection={<IconListSearch size={16} aria-hidden />}
        onClick={() => void sample.ask()}
      >
        {sample.files ? 'No file matches; look again' : 'Try on a real file'}
      </Button>
    );
  }
  return (
    <Select
      className={css.sample}
      aria-label="File on which the commands are shown"
      allowDeselect={false}
      searchable
      data={sample.files.map(({ externalId, name }) => ({ value: externalId, label: name }))}
      value={file.externalId}
      onChange={onChoose}
    />
  );
}

function newCommand(steps: readonly CommandStep[]): CommandStep {
  let number = steps.length + 1;
  while (steps.some(({ name }) => name === `command_${number}`)) number += 1;
  return {
    kind: 'command',
    name: `command_${number}`,
    template: '',
    mode: 'argv',
    shell: 'auto',
    quoting: 'contextual',
    timeoutMs: 3_600_000,
    idempotent: false,
    retries: 0,
  };
}
