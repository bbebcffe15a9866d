// dialog and shell: what would block until a person answers, or leave the app. The kit of the specs replaces both;
// without it a call throws, rather than give an answer that nobody gave.
import type Electron from 'electron';
import { loudObject } from './loud.ts';

export const dialog = loudObject('dialog', {
  showOpenDialog: noOneAnswers('dialog.showOpenDialog'),
  showSaveDialog: noOneAnswers('dialog.showSaveDialog'),
  showMessageBox: noOneAnswers('dialog.showMessageBox'),
  showErrorBox: noOneAnswers('dialog.showErrorBox'),
} satisfies { [K in keyof Electron.Dialog]?: unknown });

export const shell = loudObject('shell', {
  openExternal: noOneAnswers('shell.openExternal'),
  openPath: noOneAnswers('shell.openPath'),
  showItemInFolder: noOneAnswers('shell.showItemInFolder'),
  beep: () => {},
} satisfies { [K in keyof Electron.Shell]?: unknown });

function noOneAnswers(name: string): () => never {
  return () => {
    throw new Error(`${name}: there is nobody at the double of electron; load the kit of the specs (-r kit.cjs)`);
  };
}
