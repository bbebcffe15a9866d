// What the double was started with, read as Electron reads it: -r modules, switches, then the app's folder or main file.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface Started {
  preloads: string[];
  switches: Map<string, string>;
  /** The folder that app.getAppPath() tells, and where package.json is. */
  appPath: string;
  main: string;
  package: { name?: string; productName?: string; version?: string; main?: string };
}

export const started = readArguments(process.argv.slice(2));

function readArguments(words: string[]): Started {
  const preloads: string[] = [];
  const switches = new Map<string, string>();
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '-r' || word === '--require') preloads.push(resolve(rest.shift() ?? ''));
    else if (word.startsWith('-')) switches.set(...readSwitch(word));
    else return { preloads, switches, ...readApp(resolve(word)) };
  }
  throw new Error('The double of electron needs the path of an app, as Electron does.');
}

function readSwitch(word: string): [string, string] {
  const [name = '', ...value] = word.replace(/^--?/, '').split('=');
  return [name, value.join('=')];
}

function readApp(path: string): Pick<Started, 'appPath' | 'main' | 'package'> {
  if (!statSync(path).isDirectory()) return { appPath: resolve(path, '..'), main: path, package: {} };
  const file = join(path, 'package.json');
  const told: Started['package'] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return { appPath: path, main: join(path, told.main ?? 'index.js'), package: told };
}
