// A program of the desktop's, in front of all others in PATH, that only notes how it was called.
import fs from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '#test/helpers/temporary-folder.ts';

export interface NotingProgram {
  env: { PATH: string };
  /** A line for each call. */
  told(): string[];
}

/** @param words what of its arguments it notes, for the shell: `"$1"` */
export function programInPath(name: string, words: string): NotingProgram {
  const folder = temporaryFolder();
  const notes = path.join(folder, 'notes');
  fs.writeFileSync(path.join(folder, name), `#!/bin/sh\necho ${words} >> ${notes}\n`, { mode: 0o755 });
  return {
    env: { PATH: `${folder}${path.delimiter}${process.env['PATH']}` },
    told: () => (fs.existsSync(notes) ? fs.readFileSync(notes, 'utf8').trim().split('\n') : []),
  };
}
