// The editor behind CodeEditor: CodeMirror, bound to React's props by compartments. A chunk of its own.
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { languageOf } from './code-language.ts';
import type { CodeEditorProps } from './code-editor.tsx';
import css from './code-mirror.module.css';
import { diagnosticsOf } from './code-findings.ts';
import { baseExtensions } from './code-setup.ts';

interface Editor {
  view: EditorView;
  language: Compartment;
  access: Compartment;
}

export function CodeMirror(props: CodeEditorProps) {
  const { label, language, value, isReadOnly = false, findings, suggestions, minLines = 4, maxLines = 24 } = props;
  const box = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    if (!box.current) return;
    const made: Omit<Editor, 'view'> = { language: new Compartment(), access: new Compartment() };
    const view = new EditorView({
      parent: box.current,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          baseExtensions(latest.current.placeholder),
          made.language.of([]),
          made.access.of([]),
          EditorView.contentAttributes.of({ 'aria-label': label }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged && !update.transactions.some((one) => one.isUserEvent('wherry.props')))
              latest.current.onChange?.(update.state.doc.toString());
          }),
        ],
      }),
    });
    editor.current = { view, ...made };
    return () => view.destroy();
  }, [label]);

  useEffect(() => {
    const { view, language: place } = editor.current ?? {};
    view?.dispatch({ effects: place?.reconfigure(languageOf(language, suggestions ?? [])) ?? [] });
  }, [label, language, suggestions]);

  useEffect(() => {
    const { view, access } = editor.current ?? {};
    const extension = isReadOnly
      ? [EditorState.readOnly.of(true), EditorView.contentAttributes.of({ 'aria-readonly': 'true' })]
      : lintGutter();
    view?.dispatch({ effects: access?.reconfigure(extension) ?? [] });
  }, [label, isReadOnly]);

  useEffect(() => {
    const view = editor.current?.view;
    if (!view || view.state.doc.toString() === value) return;
    view.dispatch({
      changes: { from: 0, to: view.state.doc.length, insert: value },
      userEvent: 'wherry.props',
    });
  }, [label, value]);

  useEffect(() => {
    const view = editor.current?.view;
    if (view) view.dispatch(setDiagnostics(view.state, diagnosticsOf(view.state.doc, findings ?? [])));
  }, [label, findings, value]);

  return (
    <div
      ref={box}
      className={css.editor}
      data-readonly={isReadOnly || undefined}
      style={{ '--min-lines': minLines, '--max-lines': maxLines }}
    />
  );
}
