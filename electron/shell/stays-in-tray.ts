// Said once, when the window is closed for the first time: it goes on in the tray.
import fs from 'node:fs';
import path from 'node:path';
import { Notification } from 'electron';

export function tellThatItStays(dataDirectory: string): void {
  const mark = path.join(dataDirectory, 'told-of-tray');
  if (fs.existsSync(mark) || !Notification.isSupported()) return;
  fs.writeFileSync(mark, '');
  const place = process.platform === 'darwin' ? 'the menu bar' : 'the notification area';
  new Notification({
    title: 'Wherry goes on working',
    body: `Its icon is in ${place}: open it there, or quit it.`,
  }).show();
}
