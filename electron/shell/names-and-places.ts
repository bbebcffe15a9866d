// What the application is called and where its files are. Before the application is ready: Electron reads these once.
import fs from 'node:fs';
import path from 'node:path';
import { app } from 'electron';

/** The state of the application, its settings and logs; Chromium's own files are below it. */
export function setNamesAndPlaces(): string {
  app.setName('Wherry');
  app.setAppUserModelId('app.wherry.desktop');
  const named = process.env['WHERRY_DATA_DIR'];
  const dataDirectory =
    named !== undefined && named !== '' ? path.resolve(named) : path.join(app.getPath('appData'), 'wherry', 'app');
  fs.mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  app.setPath('userData', path.join(dataDirectory, 'chromium'));
  return dataDirectory;
}
