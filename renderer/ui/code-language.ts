// The languages that are edited here.
import { jinja } from '@codemirror/lang-jinja';
import { json } from '@codemirror/lang-json';
import { LanguageSupport, StreamLanguage } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import type { CodeEditorProps, Suggestion } from './code-editor.tsx';

/** What is around a template's `{{ … }}` is a command for a shell: shown as it is, and not as HTML. */
const plain = new LanguageSupport(
  StreamLanguage.define({
    token(stream) {
      stream.skipToEnd();
      return null;
    },
  }),
);

export function languageOf(language: CodeEditorProps['language'], suggestions: readonly Suggestion[]): Extension {
  switch (language) {
    case 'json':
      return json();
    case 'jinja':
      return jinja({
        base: plain,
        variables: suggestions.map(({ name, about }) => ({ label: name, detail: about, type: 'variable' })),
      });
    case 'text':
      return [];
  }
}
