// secrets.json: readable with its key only, each bound to its name, and a key that is gone costs the secrets, not the start.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { AppNote } from '#shared/api-app.ts';
import { WherryError } from '#engine/errors.ts';
import { createRedactor } from '#engine/redact.ts';
import { createCredentialKey } from '#host/secrets/credential-key.ts';
import { createKeyFile } from '#host/secrets/key-file.ts';
import type { MasterKey } from '#host/secrets/master-key.ts';
import { openSecrets } from '#host/secrets/secrets.ts';
import { temporaryFolder } from '#test/helpers/temporary-folder.ts';
import { modeOf } from './host-here.ts';

const CANARY = 'canary-4711-ü%"\\';

async function open(directory: string, keys: readonly MasterKey[] = [createKeyFile(directory)]) {
  const notes: AppNote[] = [];
  const redactor = createRedactor();
  const note = (added: AppNote) => void notes.push(added);
  const secrets = await openSecrets({ directory, keys, redactor, now: () => Date.UTC(2026, 10, 25), note });
  secrets.own();
  return { secrets, notes, redactor };
}

/** A place for a key as a keychain is one, whose content the test decides. */
function placeWith(key: Buffer | null | WherryError, kind = 'keychain'): MasterKey {
  const read = async () => {
    if (key instanceof WherryError) throw key;
    return key;
  };
  return { kind, place: 'here', warning: null, read, create: null };
}

function fileOf(directory: string, name = 'secrets.json'): string {
  return path.join(directory, name);
}

test('a secret is there after a restart, in no file in plain, and known to the redactor', async () => {
  const directory = temporaryFolder();
  const { secrets } = await open(directory);
  expect(secrets.keyKind()).toBe('none');
  await secrets.set({ 'rule-1/api-token': CANARY, 'rule-1/sftp-password': 'b', 'app/smtp-password': 'c' });
  await secrets.set({ 'rule-1/sftp-password': null });

  const again = await open(directory);
  expect(again.secrets.get('rule-1/api-token')).toBe(CANARY);
  expect(again.secrets.get('rule-1/sftp-password')).toBe(null);
  expect(again.secrets.namesOf('rule-1')).toEqual(['api-token']);
  expect(again.redactor.text(`x ${CANARY} y`)).toBe('x [redacted] y');
  expect(again.secrets.keyKind()).toBe('key-file');
  expect(again.notes.map(({ severity }) => severity)).toEqual(['warning']);
  for (const name of fs.readdirSync(directory)) {
    expect(fs.readFileSync(fileOf(directory, name), 'utf8')).not.toContain('canary-4711');
    if (process.platform !== 'win32') expect(modeOf(fileOf(directory, name))).toBe(0o600);
  }
});

test('the same secret never looks the same twice', async () => {
  const directory = temporaryFolder();
  const { secrets } = await open(directory);
  await secrets.set({ 'a/token': CANARY, 'b/token': CANARY });
  const before = JSON.parse(fs.readFileSync(fileOf(directory), 'utf8')).secrets;
  await secrets.set({ 'c/token': 'x' });
  const after = JSON.parse(fs.readFileSync(fileOf(directory), 'utf8')).secrets;
  expect(new Set([before['a/token'], before['b/token'], after['a/token']]).size).toBe(3);
});

test('a secret that is put under the name of another, or changed, is not opened; the others are', async () => {
  const directory = temporaryFolder();
  const { secrets } = await open(directory);
  await secrets.set({ 'good/api-token': 'good one', 'bad/api-token': 'bad one', 'third/api-token': 'third' });
  const content = JSON.parse(fs.readFileSync(fileOf(directory), 'utf8'));
  content.secrets['good/api-token'] = content.secrets['bad/api-token'];
  content.secrets['bad/api-token'] = `A${content.secrets['bad/api-token'].slice(1)}`;
  fs.writeFileSync(fileOf(directory), JSON.stringify(content));
  const again = await open(directory);
  const [good, third] = [again.secrets.get('good/api-token'), again.secrets.get('third/api-token')];
  expect([good, third]).toEqual([null, 'third']);
  expect(again.notes[0]!.detail).toContain('good/api-token');
});

test('where the key is another one (a moved disk), the file is kept aside and the secrets are asked for again', async () => {
  const directory = temporaryFolder();
  const [mine, other] = [randomBytes(32), randomBytes(32)];
  await (await open(directory, [placeWith(mine)])).secrets.set({ 'a/token': CANARY });
  const bytes = fs.readFileSync(fileOf(directory));

  const moved = await open(directory, [placeWith(other)]);
  expect(moved.secrets.get('a/token')).toBe(null);
  expect(moved.secrets.problem()).toBe(null);
  expect(moved.notes.map(({ title }) => title)).toEqual(['Secrets are missing']);
  const aside = fs.readdirSync(directory).find((name) => name.startsWith('secrets.damaged-'))!;
  expect(fs.readFileSync(fileOf(directory, aside))).toEqual(bytes);
  await moved.secrets.set({ 'a/token': 'new' });
  expect((await open(directory, [placeWith(other)])).secrets.get('a/token')).toBe('new');
});

test('where the key is out of reach, nothing is touched, nothing new is kept, and it says why', async () => {
  const directory = temporaryFolder();
  await (await open(directory, [placeWith(randomBytes(32))])).secrets.set({ 'a/token': CANARY });
  const bytes = fs.readFileSync(fileOf(directory));
  const locked = new WherryError('keychain', 'the keychain is locked', { kind: 'config', hint: 'Unlock it.' });

  const { secrets } = await open(directory, [placeWith(locked), createKeyFile(directory)]);
  expect(secrets.problem()).toBe(locked);
  await expect(secrets.set({ 'a/token': 'new' })).rejects.toThrow('nothing can be kept, since the keychain is locked');
  expect(fs.readFileSync(fileOf(directory))).toEqual(bytes);
  expect(fs.readdirSync(directory)).toEqual(['secrets.json']);
});

test('what the desktop application has sealed is told as that to who cannot open it', async () => {
  const directory = temporaryFolder();
  await (await open(directory, [placeWith(randomBytes(32), 'safe-storage')])).secrets.set({ 'a/token': CANARY });
  const { secrets } = await open(directory);
  expect(secrets.problem()?.message).toContain('sealed by the desktop application');
  expect(secrets.problem()?.hint).toContain('WHERRY_KEY_FILE');
});

test.each([
  ['damaged', '{"version": 1, "se'],
  ['empty', ''],
])('a file that is %s is set aside, and the one before the last change takes its place', async (_, content) => {
  const directory = temporaryFolder();
  const { secrets } = await open(directory);
  await secrets.set({ 'a/token': 'first' });
  await secrets.set({ 'a/token': 'second' });
  fs.writeFileSync(fileOf(directory), content);
  const again = await open(directory);
  expect(again.secrets.get('a/token')).toBe('first');
  expect(again.notes.map(({ detail }) => detail)).toContainEqual(expect.stringContaining('kept as secrets.damaged-'));
  expect((await open(directory)).secrets.get('a/token')).toBe('first');
});

test('changes that come at once are all kept', async () => {
  const directory = temporaryFolder();
  const { secrets } = await open(directory);
  await Promise.all(
    Array.from({ length: 20 }, async (_, index) => await secrets.set({ [`rule-${index}/t`]: 'value' })),
  );
  const again = await open(directory);
  expect(Array.from({ length: 20 }, (_, index) => again.secrets.get(`rule-${index}/t`))).toEqual(
    Array(20).fill('value'),
  );
});

test('a change that cannot be written is told, and changes nothing', async () => {
  const directory = temporaryFolder();
  const { secrets } = await open(directory);
  await secrets.set({ 'a/token': 'old' });
  fs.rmSync(fileOf(directory));
  fs.mkdirSync(fileOf(directory));
  await expect(secrets.set({ 'a/token': 'new' })).rejects.toThrow(WherryError);
  expect(secrets.get('a/token')).toBe('old');
});

test('the key file that an administrator names comes first: WHERRY_KEY_FILE, then a credential of systemd', async () => {
  const directory = temporaryFolder();
  const credentials = temporaryFolder();
  const named = path.join(credentials, 'named');
  fs.writeFileSync(named, `${randomBytes(48).toString('base64')}\n`);
  fs.writeFileSync(path.join(credentials, 'wherry-key'), randomBytes(64));
  const byName = createCredentialKey({ WHERRY_KEY_FILE: named, CREDENTIALS_DIRECTORY: credentials })!;
  const bySystemd = createCredentialKey({ CREDENTIALS_DIRECTORY: credentials })!;
  expect(createCredentialKey({})).toBe(null);
  expect(await byName.read()).not.toEqual(await bySystemd.read());

  const { secrets, notes } = await open(directory, [byName, createKeyFile(directory)]);
  await secrets.set({ 'a/token': CANARY });
  expect([secrets.keyKind(), notes]).toEqual(['credential', []]);
  // An editor may take the last line break away.
  fs.writeFileSync(named, fs.readFileSync(named, 'utf8').trimEnd());
  expect((await open(directory, [byName])).secrets.get('a/token')).toBe(CANARY);
});

test('a key file that is named and short or missing is an error, never a reason to take another key', async () => {
  const directory = temporaryFolder();
  const named = path.join(directory, 'key');
  const keys = [createCredentialKey({ WHERRY_KEY_FILE: named })!, createKeyFile(directory)];
  const { secrets } = await open(directory, keys);
  await expect(secrets.set({ 'a/token': 'x' })).rejects.toThrow('cannot be read');
  fs.writeFileSync(named, 'short');
  await expect(secrets.set({ 'a/token': 'x' })).rejects.toThrow('holds 5 bytes; 32 are the least');
  expect(fs.readdirSync(directory)).toEqual(['key']);
});
