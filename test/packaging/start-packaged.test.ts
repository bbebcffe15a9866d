// The check that the workflow makes on a packaged app can fail, and says why.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '#test/helpers/temporary-folder.ts';
import { startPackaged } from './start-packaged.ts';

const MAKE_DATABASE = "require('node:fs').writeFileSync(process.env.WHERRY_DATA_DIR + '/wherry.db', '');";
const STAY = 'setInterval(() => {}, 1000);';

/** A program of which `#!` starts Node: it stands for the packaged app. */
function programOf(code: string): string {
  const path = join(temporaryFolder(), 'program.cjs');
  writeFileSync(path, `#!${process.execPath}\n${code}\n`, { mode: 0o755 });
  return path;
}

describe.skipIf(process.platform === 'win32')('a packaged app', () => {
  test('that makes its database and stays is fine', async () => {
    await expect(
      startPackaged(programOf(MAKE_DATABASE + STAY), { startMs: 20_000, stayMs: 100 }),
    ).resolves.toBeUndefined();
  });

  test('that ends while it starts is told with what it printed', async () => {
    const start = startPackaged(programOf("console.error('no library'); process.exit(3);"), {
      startMs: 20_000,
      stayMs: 0,
    });
    await expect(start).rejects.toThrow(/it ended with 3\n.*no library/s);
  });

  test('that ends after it made its database is told', async () => {
    const start = startPackaged(programOf(MAKE_DATABASE), { startMs: 20_000, stayMs: 20_000 });
    await expect(start).rejects.toThrow('it ended with 0');
  });

  test('that makes no database in time is told, and does not stay', async () => {
    await expect(startPackaged(programOf(STAY), { startMs: 300, stayMs: 0 })).rejects.toThrow(
      'after 300 ms there is no',
    );
  });

  test('that is not there is told', async () => {
    await expect(startPackaged('/nowhere/wherry', { startMs: 20_000, stayMs: 0 })).rejects.toThrow('ENOENT');
  });
});
