import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { TextFinding } from '#shared/api-editor.ts';

/** A name that the editor offers while one types. */
export interface Suggestion {
  name: string;
  /** Shown beside it. */
  about: string;
}

export interface CodeEditorProps {
  /** What is being edited; read out. */
  label: string;
  language: 'json' | 'jinja' | 'text';
  value: string;
  onChange?: (value: string) => void;
  isReadOnly?: boolean;
  /** Marked in the text, each with its message and hint. */
  findings?: readonly TextFinding[];
  /** Names for `{{ … }}` of a template. */
  suggestions?: readonly Suggestion[];
  placeholder?: string;
  minLines?: number;
  /** It scrolls beyond. */
  maxLines?: number;
}

const CodeMirror = lazy(async () => ({ default: (await import('./code-mirror.tsx')).CodeMirror }));

/** A text with highlighting, findings in place and suggestions. Tab leaves it after Escape. Loaded when first needed. */
export function CodeEditor(props: CodeEditorProps) {
  const height = (props.minLines ?? 4) * 20 + 14;
  return (
    <Suspense fallback={<Skeleton height={height} aria-label={`${props.label}, loading`} />}>
      <CodeMirror {...props} />
    </Suspense>
  );
}
