// What is the directories' own: names, when a file is whole, and what becomes of it afterwards. Here, and on OpenSSH.
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createFolderSource } from '#engine/sources/folder.ts';
import { createSftpDirectorySource } from '#engine/sources/sftp-directory.ts';
import { FolderSettings, SftpDirectorySettings } from '#shared/directory-source.ts';
import { createFakeClock } from '#test/helpers/fake-clock.ts';
import { temporaryFolder } from '#test/helpers/temporary-folder.ts';
import { type OpenSsh, opensshMissing, startOpenSsh } from '#test/servers/openssh.ts';
import { engineOf, listAll } from '#test/suites/source-world.ts';
import { createSourceContext, idle } from './bettrdata/source-context.ts';

const NOW = 1_700_000_000_000;

function write(root: string, name: string, { text = name, ageMs = 60_000 } = {}): void {
  const file = path.join(root, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  fs.utimesSync(file, (NOW - ageMs) / 1000, (NOW - ageMs) / 1000);
}

function tryFolder(root: string, settings: object = {}) {
  const clock = createFakeClock(NOW);
  const context = createSourceContext({}, { clock });
  return {
    clock,
    log: context.log,
    source: createFolderSource(FolderSettings.parse({ kind: 'folder', directory: root, ...settings }), context),
  };
}

async function namesOf(root: string, settings: object): Promise<string[]> {
  return (await listAll(tryFolder(root, settings).source)).map(({ name }) => name);
}

test('a pattern without a folder takes files of the folder itself; ** those of all below', async () => {
  const root = temporaryFolder();
  for (const name of ['a.csv', 'b.txt', 'in/c.csv', 'in/deep/d.csv', '.hidden.csv', '.git/e.csv']) write(root, name);
  expect(await namesOf(root, {})).toEqual(['a.csv', 'b.txt']);
  expect(await namesOf(root, { pattern: '*.csv' })).toEqual(['a.csv']);
  expect((await namesOf(root, { pattern: '**/*.csv' })).toSorted()).toEqual(['a.csv', 'in/c.csv', 'in/deep/d.csv']);
  expect(await namesOf(root, { pattern: 'in/*' })).toEqual(['in/c.csv']);
  expect(await namesOf(root, { pattern: '*.{txt,xml}' })).toEqual(['b.txt']);
  expect(await namesOf(root, { pattern: '!(*.txt)' })).toEqual(['a.csv']);
  expect(await namesOf(root, { pattern: '.*' })).toEqual(['.hidden.csv']);
});

test('the oldest comes first, and links and folders are no files', async () => {
  const root = temporaryFolder();
  write(root, 'new.csv', { ageMs: 20_000 });
  write(root, 'old.csv', { ageMs: 90_000 });
  fs.mkdirSync(path.join(root, 'folder.csv'));
  fs.symlinkSync('/etc/passwd', path.join(root, 'link.csv'));
  expect(await namesOf(root, {})).toEqual(['old.csv', 'new.csv']);
});

test('a file that was changed a moment ago is left until it is old enough', async () => {
  const root = temporaryFolder();
  write(root, 'a.csv', { ageMs: 9_999 });
  const { source, clock } = tryFolder(root, { ready: { kind: 'age', ms: 10_000 } });
  expect(await listAll(source)).toEqual([]);
  clock.jump(1);
  expect(await listAll(source)).toHaveLength(1);
});

test('of files that are looked at twice, those that have changed are left; what is known needs no second look', async () => {
  const root = temporaryFolder();
  write(root, 'still.csv');
  write(root, 'grows.csv');
  const { source, clock } = tryFolder(root, { ready: { kind: 'stable', ms: 5_000 } });
  const listing = listAll(source);
  await expect.poll(() => clock.sleeping()).toBe(1);
  write(root, 'grows.csv', { text: 'more of it' });
  await clock.runUntilDone(listing);
  expect((await listing).map(({ name }) => name)).toEqual(['still.csv']);
  expect((await listAll(source)).map(({ name }) => name).toSorted()).toEqual(['grows.csv', 'still.csv']);
  expect(clock.slept()).toEqual([5_000]);
});

test('a folder that is away is told with what to do; one below that may not be read does not hold up the rest', async () => {
  const { source } = tryFolder('/no/such/folder');
  await expect(listAll(source)).rejects.toMatchObject({ code: 'not-found', hint: expect.stringContaining('share') });
});

test('a file is moved in the source when its commands have succeeded, under a name that nobody has there', async () => {
  const root = temporaryFolder();
  fs.mkdirSync(path.join(root, 'done'));
  write(root, 'done/a.csv', { text: 'of yesterday' });
  write(root, 'a.csv', { text: 'of today' });
  const after = { afterSuccess: { kind: 'move', directory: 'done' } } as const;
  const settings = { kind: 'folder', directory: root, pattern: '**', ...after } as const;
  const engine = engineOf({ settings, secrets: {}, put: never, remove: never });
  expect((await engine.run()).run).toMatchObject({ state: 'succeeded', listed: 1, succeeded: 1 });
  expect(fs.readdirSync(root)).toEqual(['done']);
  expect(fs.readFileSync(path.join(root, 'done', 'a.csv'), 'utf8')).toBe('of yesterday');
  expect(fs.readFileSync(path.join(root, 'done', 'a-2.csv'), 'utf8')).toBe('of today');
  expect((await engine.run()).run).toMatchObject({ state: 'succeeded', listed: 0 });
});

test('where nobody is told, the story does not say that somebody was', async () => {
  const root = temporaryFolder();
  write(root, 'a.csv');
  for (const [after, told, detail] of [
    ['keep', null, 'the source is not told'],
    ['delete', 'SUCCESS', null],
  ] as const) {
    const settings = { kind: 'folder', directory: root, afterSuccess: { kind: after } } as const;
    const engine = engineOf({ settings, secrets: {}, put: never, remove: never });
    await engine.run();
    const answer = await engine.call('file.show', { id: '1' });
    expect(answer).toMatchObject({ ok: true, value: { file: { state: 'done' }, told, report: null } });
    expect(answer.ok && answer.value.transitions.at(-1)).toMatchObject({ verb: 'finish', detail });
  }
});

test('a file whose command has failed stays where it is', async () => {
  const root = temporaryFolder();
  write(root, 'a.csv');
  const settings = { kind: 'folder', directory: root, afterSuccess: { kind: 'delete' } } as const;
  const steps = [{ kind: 'command', name: 'fails', mode: 'shell', template: 'exit 3' } as const];
  const engine = engineOf({ settings, secrets: {}, put: never, remove: never }, { steps });
  expect((await engine.run()).run).toMatchObject({ failed: 1 });
  expect(fs.readdirSync(root)).toEqual(['a.csv']);
});

test('content that came while the commands ran is neither moved nor deleted', async () => {
  const root = temporaryFolder();
  write(root, 'a.csv', { text: 'old' });
  const settings = { kind: 'folder', directory: root, afterSuccess: { kind: 'delete' } } as const;
  const template = `echo newer > '${path.join(root, 'a.csv')}'`;
  const engine = engineOf(
    { settings, secrets: {}, put: never, remove: never },
    { steps: [{ kind: 'command', name: 'writes', template, mode: 'shell' }] },
  );
  expect((await engine.run()).run).toMatchObject({ succeeded: 1 });
  expect(fs.readFileSync(path.join(root, 'a.csv'), 'utf8')).toBe('newer\n');
});

test('a move that is not allowed is told, and made up for later; the commands are not run again', async () => {
  const root = temporaryFolder();
  write(root, 'a.csv');
  const settings = { kind: 'folder', directory: root, afterSuccess: { kind: 'move', directory: 'done' } } as const;
  const ran = path.join(temporaryFolder(), 'ran');
  const steps = [{ kind: 'command', name: 'once', mode: 'shell', template: `echo x >> '${ran}'` } as const];
  const retry = { delayMs: 1, maxDelayMs: 1 };
  const engine = engineOf({ settings, secrets: {}, put: never, remove: never }, { steps, retry });
  expect((await engine.run()).error).toMatchObject({ code: 'cannot-move', kind: 'config' });
  fs.mkdirSync(path.join(root, 'done'));
  await expect.poll(async () => (await engine.run(), fs.readdirSync(path.join(root, 'done')))).toEqual(['a.csv']);
  expect(fs.readFileSync(ran, 'utf8')).toBe('x\n');
});

test('names of folders stay below the target, whatever they are, and a file in the place of a folder harms only its own', async () => {
  const root = temporaryFolder();
  write(root, 'x/one.csv', { ageMs: 90_000 });
  write(root, 'in/two.csv');
  const engine = engineOf({
    settings: { kind: 'folder', directory: root, pattern: '**' },
    secrets: {},
    put: never,
    remove: never,
  });
  fs.mkdirSync(engine.target, { recursive: true });
  fs.writeFileSync(path.join(engine.target, 'x'), 'a file of somebody');
  expect((await engine.run()).run).toMatchObject({ succeeded: 1, failed: 1 });
  expect(engine.files()).toEqual({ 'in/two.csv': 'in/two.csv', x: 'a file of somebody' });
});

describe.skipIf(opensshMissing() !== null)('on OpenSSH', () => {
  let server: OpenSsh;
  beforeAll(async () => {
    server = await startOpenSsh();
  });
  afterAll(() => server.stop());

  function trySftp(name: string, settings: object) {
    const root = path.join(server.root, 'upload', name);
    fs.mkdirSync(path.join(root, 'done'), { recursive: true });
    for (const folder of [root, path.join(root, 'done')]) fs.chmodSync(folder, 0o777);
    const { username, host, port } = server;
    const parsed = SftpDirectorySettings.parse({
      kind: 'sftp',
      sftp: { host, port, username, password: 'sftp-password' },
      directory: `/upload/${name}`,
      ...settings,
    });
    const source = createSftpDirectorySource(parsed, createSourceContext({ 'sftp-password': server.password }));
    onTestFinished(() => source.close());
    return { root, source };
  }

  const succeeded = { outcome: 'succeeded', error: null } as const;

  test('files are moved without replacing anything, and telling it twice changes nothing', async () => {
    const { root, source } = trySftp('moves', { afterSuccess: { kind: 'move', directory: 'done' } });
    write(root, 'a.csv', { text: 'new' });
    write(root, 'done/a.csv', { text: 'old' });
    const [file] = await listAll(source);
    await source.report!(file!, succeeded, idle);
    await source.report!(file!, succeeded, idle);
    expect(fs.readdirSync(path.join(root, 'done')).toSorted()).toEqual(['a-2.csv', 'a.csv']);
    expect(fs.readFileSync(path.join(root, 'done', 'a.csv'), 'utf8')).toBe('old');
    expect(await listAll(source)).toEqual([]);
  });

  test('files are deleted; a folder of its own is walked', async () => {
    const { root, source } = trySftp('deletes', { pattern: '**/*.csv', afterSuccess: { kind: 'delete' } });
    write(root, 'sub/a.csv');
    fs.chmodSync(path.join(root, 'sub'), 0o777);
    const [file] = await listAll(source);
    expect(file!.name).toBe('sub/a.csv');
    await source.report!(file!, succeeded, idle);
    expect(fs.readdirSync(path.join(root, 'sub'))).toEqual([]);
  });

  test('a right that is missing is told with what to do', async () => {
    const { root, source } = trySftp('refuses', { afterSuccess: { kind: 'delete' } });
    write(root, 'a.csv');
    const [file] = await listAll(source);
    fs.chmodSync(root, 0o555);
    await expect(source.report!(file!, succeeded, idle)).rejects.toMatchObject({
      code: 'cannot-move',
      kind: 'config',
      hint: expect.stringContaining('right'),
    });
  });

  test('"Test connection" tells login, folder and where files go', async () => {
    const { root, source } = trySftp('tests', { afterSuccess: { kind: 'move', directory: 'nowhere' } });
    write(root, 'a.csv');
    const lines = [];
    for await (const line of source.check(idle)) lines.push(line);
    expect(lines.map(({ title, ok }) => [title, ok])).toEqual([
      ['SFTP login', true],
      ['folder', true],
      ['folder after success', false],
    ]);
    expect(lines[1]!.detail).toContain('1 file matches');
  });
});

const never = (): never => expect.fail('the test itself writes');
