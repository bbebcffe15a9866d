import { useMemo } from 'react';
import type { PreviewFile } from '#shared/api-rules.ts';
import type { TextFinding } from '#shared/api-editor.ts';
import type { CommandStep } from '#shared/step.ts';
import { CodeEditor } from '../../ui/code-editor.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { useEditing } from '../draft/draft-context.tsx';
import { useAsked } from '../draft/use-asked.ts';
import { FieldRow } from '../fields/field-row.tsx';
import css from './editor.module.css';
import { Findings } from './findings.tsx';
import { suggestionsOf } from './template-names.ts';

export interface TemplateRowProps {
  step: CommandStep;
  index: number;
  /** The command is shown as it would run on it; null: only findings. */
  file: PreviewFile | null;
}

const NONE: readonly TextFinding[] = [];

export function TemplateRow({ step, index, file }: TemplateRowProps) {
  const { store } = useEditing();
  const isAskable = step.template !== '' && step.name !== '';
  const { value: rendered } = useAsked(
    'editor.command',
    isAskable ? { step, record: file?.record ?? null, localPath: file?.localPath ?? '/path/to/file' } : null,
  );
  const suggestions = useMemo(() => suggestionsOf(file?.record ?? null), [file]);
  const findings = (isAskable && rendered?.findings) || NONE;
  return (
    <FieldRow
      path={`steps.${index}.template`}
      title="Template"
      place="below"
      hidesIssues={findings.length > 0}
      description={
        <>
          A Jinja2 template of the command line: <code>{'{{ filePath }}'}</code> is the downloaded file, every field of
          its record can be used by its name.
        </>
      }
    >
      {() => (
        <div className={css.stack}>
          <CodeEditor
            label={`Template of ${step.name}`}
            language="jinja"
            value={step.template}
            onChange={(text) => store.set(`steps.${index}.template`, text)}
            findings={findings}
            suggestions={suggestions}
            placeholder="import-orders --file {{ filePath }}"
            minLines={3}
          />
          <Findings findings={findings} />
          {isAskable && file && rendered && <Rendered name={file.name} {...rendered} />}
        </div>
      )}
    </FieldRow>
  );
}

function Rendered({ name, commandLine, error }: { name: string; commandLine: string | null; error: string | null }) {
  return (
    <div className={css.rendered}>
      <div className={css.renderedHead}>
        <span>
          With <strong>{name}</strong>
        </span>
        {commandLine !== null && <CopyButton text={commandLine} label="Copy" />}
      </div>
      {commandLine !== null && <pre className={css.commandLine}>{commandLine}</pre>}
      {error !== null && <p className={css.wrongText}>Cannot be rendered: {error}</p>}
    </div>
  );
}
