import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

test.runIf(process.platform === 'linux')(
  'b52: however a command is started, it finds the same and its end is told the same',
  async () => {
    const script = path.join(import.meta.dirname, 'start-both-ways.ts');
    const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', script, temporaryFolder()]);
    const { byNode, byPosixSpawn, unnamed } = JSON.parse(stdout) as Record<string, Record<string, unknown>>;
    expect(byPosixSpawn).toEqual(byNode);
    expect(byPosixSpawn).toMatchObject({
      output: { stdout: 'out\n', stderr: 'err\n', code: 3, signal: null },
      reopened: { stdout: 'fine\n', stderr: 'oops\n', code: 0 },
      signal: { code: null, signal: 'SIGKILL' },
      aborted: { code: null, signal: 'SIGABRT' },
      leads: { stdout: 'leads\n' },
      byName: { stdout: 'a  b "c" $d\n' },
      missing: 'ENOENT',
      forbidden: 'EACCES',
      tooLong: 'E2BIG',
      long: 100_001,
      many: Array.from({ length: 100 }, (_, index) => index).join(' '),
      zombies: '',
      leaks: 0,
    });
    // Node would say 0, as if all had gone well.
    expect(unnamed).toMatchObject({ code: 128 + 40, signal: null });
  },
);
