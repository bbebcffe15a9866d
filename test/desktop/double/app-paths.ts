// app.getPath and app.setPath.
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { started } from './command-line.ts';

export interface AppPaths {
  get(name: string): string;
  set(name: string, path: string): void;
}

export function createAppPaths(appName: () => string): AppPaths {
  const own = new Map<string, string>();
  const get = (name: string): string => {
    const path = own.get(name) ?? usualPath(name);
    if (path === undefined) throw new Error(`Failed to get '${name}' path`);
    return path;
  };
  const usualPath = (name: string): string | undefined => {
    switch (name) {
      case 'home':
        return homedir();
      case 'appData':
        return appData();
      case 'userData':
        return started.switches.get('user-data-dir') ?? join(appData(), appName());
      case 'sessionData':
        return get('userData');
      case 'logs':
      case 'crashDumps':
        return join(get('userData'), name === 'logs' ? 'logs' : 'Crashpad');
      case 'temp':
        return tmpdir();
      case 'exe':
        return process.execPath;
      case 'desktop':
      case 'documents':
      case 'downloads':
        return join(homedir(), `${name.charAt(0).toUpperCase()}${name.slice(1)}`);
      default:
        return undefined;
    }
  };
  return { get, set: (name, path) => void own.set(name, path) };
}

function appData(): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library/Application Support');
  return process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
}
