// What only a desktop can answer: dialogs, folders, updates.
import fs from 'node:fs/promises';
import path from 'node:path';
import { dialog, shell, type BrowserWindow, type OpenDialogOptions } from 'electron';
import type { ShellCallName } from '#shared/api.ts';
import type { Handlers } from '#engine/api/dispatch.ts';
import { WherryError } from '#engine/errors.ts';
import { askLink, type Link } from './link.ts';
import type { Updates } from './updates.ts';

/** As much as `rule.readIni` takes. */
const MAX_INI_BYTES = 1_000_000;

export interface ShellCallDeps {
  link: Link;
  window: () => BrowserWindow | null;
  updates: Updates;
}

export function createShellCalls({ link, window, updates }: ShellCallDeps): Handlers<ShellCallName> {
  async function choose(options: OpenDialogOptions): Promise<string | null> {
    const parent = window();
    const { canceled, filePaths } = await (parent === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(parent, options));
    return canceled ? null : (filePaths[0] ?? null);
  }

  return {
    async 'shell.chooseDirectory'({ current }) {
      const defaultPath = current === null ? {} : { defaultPath: current };
      return { path: await choose({ properties: ['openDirectory', 'createDirectory'], ...defaultPath }) };
    },
    async 'shell.chooseIni'() {
      const filters = [
        { name: 'Settings of the sync utility', extensions: ['ini'] },
        { name: 'All files', extensions: ['*'] },
      ];
      const file = await choose({ properties: ['openFile'], filters });
      if (file === null) return null;
      const { size } = await fs.stat(file);
      if (size > MAX_INI_BYTES) throw tooLarge(file, size);
      return { path: file, base64: (await fs.readFile(file)).toString('base64') };
    },
    async 'shell.revealFile'({ id }) {
      const { file } = await askLink(link, 'file.show', { id });
      if (file.localPath === null) throw notThere(file.name, 'it was not downloaded yet');
      const exists = await fs.access(file.localPath).then(
        () => true,
        () => false,
      );
      if (!exists) throw notThere(file.name, `${file.localPath} is not there any more`);
      shell.showItemInFolder(file.localPath);
      return {};
    },
    async 'shell.openLogs'() {
      const { logDirectory } = await askLink(link, 'app.info', {});
      const problem = await shell.openPath(logDirectory);
      if (problem !== '') throw notThere(logDirectory, problem);
      return {};
    },
    'shell.checkUpdates': async () => ({ message: await updates.check() }),
  };
}

function tooLarge(file: string, bytes: number): WherryError {
  const size = `${(bytes / 1_000_000).toFixed(1)} MB`;
  return new WherryError('too-large', `${path.basename(file)} has ${size}; a settings file has less than 1 MB`, {
    kind: 'permanent',
    hint: 'Choose the INI file of the sync utility.',
  });
}

function notThere(name: string, why: string): WherryError {
  return new WherryError('not-there', `${name}: ${why}`, {
    kind: 'permanent',
    hint: 'The timeline of the file tells where it went.',
  });
}
