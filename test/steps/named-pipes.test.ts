import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const SCRIPT = `
  import fs from 'node:fs';
  const { takeNamedPipe } = await import('#engine/steps/named-pipes.ts');
  const isPipe = (file) => fs.lstatSync(file).isFIFO();
`;

/** In a process of its own, whose temporary folder nobody else uses. */
async function inOwnProcess(body: string): Promise<{ printed: string; left: string[] }> {
  const folder = temporaryFolder();
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--no-warnings', '--input-type=module', '--eval', SCRIPT + body],
    { cwd: path.resolve(import.meta.dirname, '../..'), env: { ...process.env, TMPDIR: folder } },
  );
  return { printed: stdout.trim(), left: fs.readdirSync(folder) };
}

test('each pipe is given to one taker only, and nothing is left of them at the end of the process', async () => {
  const { printed, left } = await inOwnProcess(`
    const taken = await Promise.all(Array.from({ length: 200 }, () => takeNamedPipe()));
    console.log(taken.every(isPipe), new Set(taken).size);
  `);
  expect(printed).toBe('true 200');
  expect(left).toEqual([]);
});

test('a cleaner that removes temporary files takes no command down', async () => {
  const { printed, left } = await inOwnProcess(`
    const path = await import('node:path');
    fs.rmSync(path.dirname(await takeNamedPipe()), { recursive: true });
    console.log(isPipe(await takeNamedPipe()));
    const folder = path.dirname(await takeNamedPipe());
    for (const name of fs.readdirSync(folder)) fs.rmSync(path.join(folder, name));
    console.log(isPipe(await takeNamedPipe()));
  `);
  expect(printed).toBe('true\ntrue');
  expect(left).toEqual([]);
});
