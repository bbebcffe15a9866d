// Said once, when the window is closed for the first time: it goes on in the tray.
import fs from 'node:fs';
import path from 'node:path';
import { notify } from './notify.ts';

export function tellThatItStays(dataDirectory: string): void {
  const mark = path.join(dataDirectory, 'told-of-tray');
  if (fs.existsSync(mark)) return;
  const place = process.platform === 'darwin' ? 'the menu bar' : 'the notification area';
  const body = `Its icon is in ${place}: open it there, or quit it.`;
  if (!notify({ title: 'Wherry goes on working', body })) return;
  try {
    fs.writeFileSync(mark, '');
  } catch {
    // It is said once more.
  }
}
