// What the application is called and where its files are. Before the application is ready: Electron reads these once.
import fs from 'node:fs';
import path from 'node:path';
import { app } from 'electron';
import { fileSystemError } from '#engine/file-system-error.ts';

export interface Places {
  /** State, settings, secrets and logs; Chromium's own files are below it. */
  data: string;
  /** The built page. */
  renderer: string;
  preload: string;
  trayIcons: string;
  icon: string;
}

/** @param built the folder of the built main file. @throws where the data directory cannot be made */
export function setNamesAndPlaces(built: string): Places {
  app.setName('Wherry');
  app.setAppUserModelId('app.wherry.desktop');
  const named = process.env['WHERRY_DATA_DIR'];
  const data =
    named !== undefined && named !== '' ? path.resolve(named) : path.join(app.getPath('appData'), 'wherry', 'app');
  const chromium = path.join(data, 'chromium');
  makePrivateFolder(chromium);
  app.setPath('userData', chromium);
  return {
    data,
    renderer: path.join(built, '../renderer'),
    preload: path.join(built, '../preload/preload.cjs'),
    trayIcons: path.join(built, '../../../resources/icons/tray'),
    icon: path.join(built, '../../../resources/icons/icon.png'),
  };
}

function makePrivateFolder(folder: string): void {
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw fileSystemError(folder, error);
  }
}
