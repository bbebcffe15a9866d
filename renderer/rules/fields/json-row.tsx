import { useEffect, useState } from 'react';
import { CodeEditor } from '../../ui/code-editor.tsx';
import { useEditing, useValue } from '../draft/draft-context.tsx';
import { readJsonText, writeJsonText } from './json-text.ts';
import { FieldRow, type FieldRowProps } from './field-row.tsx';

export interface JsonRowProps extends FieldRowProps {
  placeholder?: string;
  /** An empty text is null in the rule. */
  isNullable?: boolean;
  minLines?: number;
}

/** A JSON object as text. What is no JSON stays in the text and is told; the rule keeps what was there. */
export function JsonRow({ placeholder = '', isNullable = false, minLines = 2, ...row }: JsonRowProps) {
  const { text, setText } = useJsonText({ ...row, isNullable, isShort: minLines === 1 });
  return (
    <FieldRow place="below" {...row}>
      {() => (
        <CodeEditor
          label={row.title}
          language="json"
          value={text}
          onChange={setText}
          placeholder={placeholder}
          minLines={minLines}
          maxLines={16}
        />
      )}
    </FieldRow>
  );
}

/** The text of a place of the rule, and how to change both. */
export function useJsonText({
  path,
  isNullable,
  isShort,
}: Pick<FieldRowProps, 'path'> & { isNullable: boolean; isShort: boolean }): {
  text: string;
  setText: (text: string) => void;
} {
  const { store } = useEditing();
  const value = useValue(path);
  const [text, setText] = useState(() => writeJsonText(value, isShort));
  useEffect(() => () => store.setTextIssue(path, null), [store, path]);
  return {
    text,
    setText(next) {
      setText(next);
      const read = readJsonText(next, isNullable);
      store.setTextIssue(path, read.problem);
      if (read.problem === null) store.set(path, read.value);
    },
  };
}
