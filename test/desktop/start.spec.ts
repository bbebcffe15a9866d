// Starts that find somebody there already, or nothing that they can work with.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { once } from 'node:events';
import { DatabaseSync } from 'node:sqlite';
import { startWherry } from '#test/helpers/wherry.ts';
import { call, expect, firstPage, test } from './platform.ts';

test('beside a headless engine the app shows that one, and leaves it alone when it quits', async ({
  dataDir,
  launch,
  platform,
}) => {
  test.setTimeout(180_000); // two programs start, one after the other
  mkdirSync(dataDir, { recursive: true });
  const { child, ended, output } = startWherry(['serve', '--port', '0', '--data-dir', dataDir]);
  await expect.poll(() => existsSync(join(dataDir, 'server.json')), { timeout: 90_000 }).toBe(true);
  const { app } = await launch();
  const window = await firstPage({ app });
  await expect(window).toHaveTitle(/Wherry/);
  expect(await call(window, 'app.info', {}), output()).toMatchObject({ kind: 'desktop', isAttached: true });
  await platform.importRule(window);
  await expect.poll(() => app.evaluate(() => __kit.trays[0]?.toolTip)).toMatch(/^Wherry: idle/);
  const gone = app.waitForEvent('close');
  await app.evaluate(({ app }) => app.quit());
  await gone;
  expect(child.exitCode).toBeNull();
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
});

test(
  'a headless engine that is gone is told in the window, until it is back',
  { tag: '@whole' },
  async ({ dataDir, launch }) => {
    test.setTimeout(180_000);
    mkdirSync(dataDir, { recursive: true });
    const first = startWherry(['serve', '--port', '0', '--data-dir', dataDir]);
    await expect.poll(() => existsSync(join(dataDir, 'server.json')), { timeout: 90_000 }).toBe(true);
    const window = await firstPage(await launch());
    await expect(window).toHaveTitle(/Wherry/);
    first.child.kill('SIGTERM');
    await first.ended;
    await expect(window.getByText('Connection lost, trying again.')).toBeVisible({ timeout: 30_000 });
    const second = startWherry(['serve', '--port', '0', '--data-dir', dataDir]);
    await expect(window.getByText('Connection lost, trying again.')).toBeHidden({ timeout: 90_000 });
    second.child.kill('SIGTERM');
    expect((await second.ended).code).toBe(0);
  },
);

test('a directory that another Wherry without a server holds: the app says who and what to do, and ends', async ({
  dataDir,
  startAndEnd,
}) => {
  mkdirSync(dataDir, { recursive: true });
  const holder = new DatabaseSync(join(dataDir, 'lock.db'));
  holder.exec('begin exclusive');
  const { code, output } = await startAndEnd();
  holder.close();
  expect(code).toBe(1);
  expect(output).toContain('Wherry cannot start: another Wherry');
  expect(output).toContain('Stop that one');
});

test('a data directory that cannot be made: the app says why, and ends', async ({ dataDir, startAndEnd }) => {
  writeFileSync(dataDir, 'a file');
  const { code, output } = await startAndEnd();
  expect(code).toBe(1);
  expect(output).toContain('Wherry cannot start:');
  expect(output).toContain(dataDir);
});

test('the local server of the app is there while the settings want it, for whoever has its token', async ({
  window,
  dataDir,
}) => {
  const { settings } = await call(window, 'settings.get', {});
  const file = join(dataDir, 'server.json');
  const save = async (isEnabled: boolean): Promise<unknown> =>
    await call(window, 'settings.save', { settings: { ...settings, server: { isEnabled, port: 0 } }, secrets: {} });
  await save(true);
  await expect.poll(() => existsSync(file)).toBe(true);
  const { url, token } = JSON.parse(readFileSync(file, 'utf8')) as { url: string; token: string };
  const ask = async (authorization: string): Promise<Response> =>
    await fetch(`${url}api/call/app.info`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: '{}',
    });
  expect(await (await ask(`Bearer ${token}`)).json()).toMatchObject({ ok: true, value: { kind: 'desktop' } });
  expect((await ask('Bearer guessed')).status).toBe(401);
  await save(false);
  await expect.poll(() => existsSync(file)).toBe(false);
  await expect(ask(`Bearer ${token}`)).rejects.toThrow('fetch failed');
});

test(
  'a port that somebody else has is told, and nothing else suffers',
  { tag: '@whole' },
  async ({ window, notices }) => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const { settings } = await call(window, 'settings.get', {});
    await call(window, 'settings.save', { settings: { ...settings, server: { isEnabled: true, port } }, secrets: {} });
    await expect
      .poll(notices.all)
      .toMatchObject([{ title: 'The local server does not work', body: expect.stringContaining(`port ${port}`) }]);
    expect(await call(window, 'rule.list', {})).toEqual([]);
    other.close();
  },
);

test('updates are off until the settings name a feed, and say so', { tag: '@whole' }, async ({ window }) => {
  expect(await call(window, 'shell.checkUpdates', {})).toEqual({ message: 'Updates are switched off.' });
});
