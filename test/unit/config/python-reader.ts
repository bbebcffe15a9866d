// The real configparser as a function, and our reader's answer in the same form.
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { IniError } from '#engine/config/ini-error.ts';
import { parseIni } from '#engine/config/ini.ts';
import type { IniFile } from '#engine/config/ini.ts';

type Seen = { value: string; raw: string } | { error: string; raw: string };
export type Reading =
  | { error: string; lines: number[] }
  | { sections: [string, [string, Seen][]][]; defaults: [string, Seen][] };

export const hasPython = spawnSync('python3', ['--version']).status === 0;

/** One Python process; answers come in the order of the questions. */
export function createPythonReader() {
  const script = fileURLToPath(new URL('read-ini.py', import.meta.url));
  const python = spawn('python3', [script], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, PYTHONUTF8: '1' },
  });
  const answers = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  return {
    async read(text: string): Promise<Reading> {
      python.stdin.write(`${JSON.stringify(text)}\n`);
      const answer = await answers.next();
      if (answer.done === true) throw new Error('python3 ended early');
      return JSON.parse(answer.value);
    },
    close: () => python.stdin.end(),
  };
}

export function readHere(text: string): Reading {
  let ini: IniFile;
  try {
    ini = parseIni(text);
  } catch (error) {
    if (!(error instanceof IniError)) throw error;
    const lines = [...error.message.matchAll(/^line (\d+), column \d+: /gm)].map(([, line]) => Number(line));
    return { error: error.pythonType, lines };
  }
  return {
    sections: ini.sections().map((name) => [name, ini.options(name).map((key) => [key, seen(ini, name, key)])]),
    defaults: ini.options('DEFAULT').map((key) => [key, seen(ini, 'DEFAULT', key)]),
  };
}

function seen(ini: IniFile, section: string, key: string): Seen {
  const raw = ini.raw(section, key) ?? '(missing)';
  try {
    return { value: ini.interpolate(section, key), raw };
  } catch (error) {
    if (!(error instanceof IniError)) throw error;
    return { error: error.pythonType, raw };
  }
}
