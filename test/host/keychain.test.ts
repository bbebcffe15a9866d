// The key of the secrets in a real Secret Service: GNOME's keyring on a bus of its own.
import { spawn, spawnSync } from 'node:child_process';
import { text } from 'node:stream/consumers';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '#test/helpers/temporary-folder.ts';

const hasKeyring = spawnSync('gnome-keyring-daemon', ['--version']).status === 0;
const SCRIPT = path.join(import.meta.dirname, 'keychain-user.ts');

/** What the script prints, started after `before` on a bus of its own. */
async function onBus(home: string, before: string, scripts: string): Promise<string[]> {
  const env = { ...process.env, HOME: home, XDG_RUNTIME_DIR: home, DISPLAY: '', NODE: process.execPath, SCRIPT };
  const command = `${before} ${scripts}`;
  const child = spawn('dbus-run-session', ['--', 'sh', '-c', command], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const lines = (await text(child.stdout)).trim().split('\n');
  return lines.filter((line) => !line.startsWith('GNOME_'));
}

const UNLOCKED = 'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1;';

test.skipIf(!hasKeyring)('a key that is made is there for the next process', async () => {
  const home = temporaryFolder();
  fs.chmodSync(home, 0o700);
  const [first, made, again] = await onBus(home, UNLOCKED, '"$NODE" "$SCRIPT" read create; "$NODE" "$SCRIPT" read');
  expect(first).toBe('none');
  expect(made).toMatch(/^[0-9a-f]{64}$/);
  expect(again).toBe(made);
});

test.skipIf(!hasKeyring)('a keychain that is locked, with nobody to unlock it, is told with what to do', async () => {
  const home = temporaryFolder();
  fs.chmodSync(home, 0o700);
  const lines = await onBus(home, '', '"$NODE" "$SCRIPT" read create');
  expect(lines.at(-1)).toMatch(
    /^keychain: the system's keychain cannot be used: .+\| Unlock it and start Wherry again/,
  );
});

test.skipIf(process.platform !== 'linux')('where there is no keychain at all, that is told, too', async () => {
  const { DBUS_SESSION_BUS_ADDRESS: _, ...env } = process.env;
  const child = spawn(process.execPath, [SCRIPT, 'read'], { env: { ...env, XDG_RUNTIME_DIR: temporaryFolder() } });
  expect(await text(child.stdout)).toMatch(/^keychain: the system's keychain cannot be used: /);
});
