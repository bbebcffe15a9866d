// `wherry ini`: an INI file as Python's configparser reads it, for operators who move their files over.
import fs from 'node:fs';
import { parseIni } from '#engine/config/ini.ts';
import { escapeControls } from '#engine/escape-controls.ts';
import { WherryError } from '#engine/errors.ts';
import { EXIT } from './exit-code.ts';

export async function ini(file: string, options: { json?: boolean }): Promise<number> {
  const sections = parseIni(read(file)).toObject();
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify(sections, null, 2)}\n`);
    return EXIT.ok;
  }
  for (const [section, values] of Object.entries(sections)) {
    process.stdout.write(`[${escapeControls(section)}]\n`);
    for (const [key, value] of Object.entries(values)) {
      const lines = value.split('\n').map(escapeControls);
      process.stdout.write(`${escapeControls(key)} = ${lines.join('\n    ')}\n`);
    }
  }
  return EXIT.ok;
}

function read(file: string): Uint8Array {
  try {
    return fs.readFileSync(file);
  } catch (cause) {
    throw new WherryError('no-config', `${file} cannot be read`, { kind: 'config', cause });
  }
}
