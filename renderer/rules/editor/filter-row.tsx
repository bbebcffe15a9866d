import { Button } from '@mantine/core';
import { IconWand } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { TextFinding } from '#shared/api-editor.ts';
import { CodeEditor } from '../../ui/code-editor.tsx';
import { useAsked } from '../draft/use-asked.ts';
import { useJsonText } from '../fields/json-row.tsx';
import { FieldRow } from '../fields/field-row.tsx';
import { Findings } from './findings.tsx';
import css from './editor.module.css';

const PATH = 'source.query.where';
const NONE: readonly TextFinding[] = [];

/** The MongoDB filter, with the engine's findings in place and `$and` merged by one click. */
export function FilterRow() {
  const { text, setText } = useJsonText({ path: PATH, isNullable: false, isShort: false });
  const input = useMemo(() => ({ text }), [text]);
  const { value: found } = useAsked('editor.filter', input);
  const flattened = found?.flattened ?? null;
  return (
    <FieldRow
      path={PATH}
      place="below"
      hidesIssues={(found?.findings.length ?? 0) > 0}
      title="Filter"
      description="A MongoDB filter as BettrData takes it. All conditions at its top level have to be true."
    >
      {() => (
        <div className={css.stack}>
          <CodeEditor
            label="Filter"
            language="json"
            value={text}
            onChange={setText}
            findings={found?.findings ?? NONE}
            minLines={6}
          />
          <Findings findings={found?.findings ?? NONE} />
          {flattened !== null && (
            <div className={css.offer}>
              <p>BettrData does not take $and. The same filter can be written without it.</p>
              <Button
                variant="default"
                leftSection={<IconWand size={16} aria-hidden />}
                onClick={() => setText(flattened)}
              >
                Merge $and
              </Button>
            </div>
          )}
        </div>
      )}
    </FieldRow>
  );
}
