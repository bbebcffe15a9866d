import { expect, onTestFinished, test } from 'vitest';
import { startDemoInstance } from '#demo/instance.ts';
import { demoFile } from '#demo/file.ts';
import { errorOf, never, readAll, trySession, WHOLE } from './try-session.ts';

test('b38: nothing but opening for reading, reading, closing and stat is asked of the server', async () => {
  const paths = ['/upload/a.csv', '/upload/big.bin'];
  const files = [demoFile('a.csv', 'a,b\n'), demoFile('big.bin', Buffer.alloc(3_000_000, 'x'))];
  const instance = await startDemoInstance({ files });
  onTestFinished(() => instance.stop());
  const { host, port, username, password } = instance.sftp;
  const { session } = trySession({ host, port, username }, { password });
  const stop = new AbortController();
  for (const path of paths) {
    await readAll(session, path);
    await session.stat(path, never);
    for await (const _chunk of session.read(path, WHOLE, never)) break;
  }
  await errorOf(readAll(session, '/not/there'));
  stop.abort();
  await errorOf(readAll(session, paths[0]!, stop.signal));
  await session.close();
  const asked = new Set(instance.sftpOperations().map(({ name }) => name));
  expect([...asked].toSorted()).toEqual(['CLOSE', 'LOGIN', 'OPEN', 'READ', 'STAT']);
  expect(instance.sftpOperations().filter(({ writes }) => writes)).toEqual([]);
});
