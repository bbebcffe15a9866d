// settings.json: always whole, never wiped, written by its owner only.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import Conf from 'conf';
import { expect, test } from 'vitest';
import type { AppNote } from '#shared/api-app.ts';
import { SettingsFile } from '#shared/settings.ts';
import { parseSettings } from '#host/settings/parse-settings.ts';
import { createSettings, type Settings } from '#host/settings/settings.ts';
import { temporaryFolder } from '#test/helpers/temporary-folder.ts';
import { modeOf } from './host-here.ts';

const AT = Date.UTC(2026, 10, 25, 7, 33);

function open(directory: string): { settings: Settings; notes: AppNote[] } {
  const notes: AppNote[] = [];
  const settings = createSettings({
    directory,
    open: (options) => new Conf(options),
    now: () => AT,
    note: (note) => void notes.push(note),
  });
  settings.own();
  return { settings, notes };
}

function withKeepDays(keepDays: number): SettingsFile {
  return SettingsFile.parse({ app: { keepDays } });
}

function keepDaysIn(file: string): number {
  return parseSettings(JSON.parse(fs.readFileSync(file, 'utf8'))).file.app.keepDays;
}

test('nothing is written before there is something to keep; then it is for its owner only, and the one before stays', () => {
  const directory = temporaryFolder();
  const { settings } = open(directory);
  expect(settings.file()).toEqual(SettingsFile.parse({}));
  expect(fs.readdirSync(directory)).toEqual([]);

  settings.save(withKeepDays(1));
  settings.save(withKeepDays(2));
  const [file, backup] = [path.join(directory, 'settings.json'), path.join(directory, 'settings.backup.json')];
  expect([keepDaysIn(file), keepDaysIn(backup)]).toEqual([2, 1]);
  if (process.platform !== 'win32') expect([modeOf(file), modeOf(backup)]).toEqual([0o600, 0o600]);
  expect(open(directory).settings.file().app.keepDays).toBe(2);
});

test.each([
  ['empty', '', 'it is empty'],
  ['cut short', '{"version": 1, "app": {"keep', 'it is no JSON'],
  ['a list', '[]', 'it holds no settings'],
  ['against the schema', '{"version": 1, "app": {"keepDays": "many"}}', 'keepDays'],
  ['nothing but zeros, as some disks leave it', '\0\0\0\0', 'it is no JSON'],
])('a file that is %s is set aside, and the one before takes its place', (_, content, why) => {
  const directory = temporaryFolder();
  const { settings } = open(directory);
  settings.save(withKeepDays(1));
  settings.save(withKeepDays(2));
  fs.writeFileSync(path.join(directory, 'settings.json'), content);

  const { settings: again, notes } = open(directory);
  expect(again.file().app.keepDays).toBe(1);
  expect(keepDaysIn(path.join(directory, 'settings.json'))).toBe(1);
  const aside = 'settings.damaged-2026-11-25T07-33-00.000.json';
  expect(fs.readFileSync(path.join(directory, aside), 'utf8')).toBe(content);
  expect(notes).toEqual([
    { severity: 'error', title: 'Settings from the last backup', detail: expect.stringContaining(why) },
  ]);
  expect(notes[0]!.detail).toContain(aside);
  expect(open(directory).notes).toEqual([]);
});

test('without a backup, or with a damaged one, they begin anew; both damaged files stay', () => {
  const directory = temporaryFolder();
  fs.writeFileSync(path.join(directory, 'settings.json'), '{');
  fs.writeFileSync(path.join(directory, 'settings.backup.json'), '{');
  const { settings, notes } = open(directory);
  expect(settings.file()).toEqual(SettingsFile.parse({}));
  expect(notes.map(({ title }) => title)).toEqual(['Settings begin anew']);
  settings.save(withKeepDays(5));
  expect(fs.readdirSync(directory).filter((name) => name.includes('damaged'))).toHaveLength(1);
});

test('settings of a newer Wherry are refused and left as they are', () => {
  const directory = temporaryFolder();
  const file = path.join(directory, 'settings.json');
  fs.writeFileSync(file, '{"version": 2}');
  expect(() => open(directory)).toThrow(expect.objectContaining({ code: 'newer-settings', kind: 'config' }));
  expect(fs.readdirSync(directory)).toEqual(['settings.json']);
});

test('settings of an older Wherry go through each migration since', () => {
  const old = { version: 1, days: 7 };
  const migrated = parseSettings(old, [(file) => ({ app: { keepDays: (file as { days: number }).days } })]);
  expect(migrated).toEqual({ file: withKeepDays(7), unknown: [], isOld: true });
});

test('a key that nobody reads is told by its path', () => {
  const directory = temporaryFolder();
  fs.writeFileSync(path.join(directory, 'settings.json'), '{"version": 1, "app": {"logLevl": "debug"}}');
  const { settings, notes } = open(directory);
  expect(settings.file().app.logLevel).toBe('info');
  expect(notes).toEqual([
    expect.objectContaining({ severity: 'warning', detail: expect.stringContaining('app.logLevl') }),
  ]);
});

test('who has not taken the data directory writes nothing', () => {
  const directory = temporaryFolder();
  fs.writeFileSync(path.join(directory, 'settings.json'), '{');
  const deps = { directory, open: () => expect.unreachable(), now: () => AT, note: () => expect.unreachable() };
  const settings = createSettings(deps);
  expect(settings.file()).toEqual(SettingsFile.parse({}));
  expect(() => settings.save(withKeepDays(1))).toThrow(expect.objectContaining({ code: 'not-owner' }));
  expect(fs.readdirSync(directory)).toEqual(['settings.json']);
});

test('a process that is killed while it writes leaves the settings before or after the change, and no litter', async () => {
  const directory = temporaryFolder();
  for (let kill = 0; kill < 4; kill++) {
    const told = await writeUntilKilled(directory, 1 + (kill % 3), 2 * kill);
    expect(told.notes).toEqual([]);
    const { settings, notes } = open(directory);
    expect(notes).toEqual([]);
    const { rules } = settings.file();
    expect(rules).toHaveLength(100);
    expect(new Set(rules.map(({ rule }) => rule.name)).size).toBe(1);
    expect(Number(/\d+/.exec(rules[0]!.rule.name)![0])).toBeGreaterThanOrEqual(told.last);
    expect(fs.readdirSync(directory).filter((name) => name.includes('.tmp-'))).toEqual([]);
  }
});

/** @returns the last change that was told as kept */
async function writeUntilKilled(directory: string, changes: number, waitMs: number) {
  const script = path.join(import.meta.dirname, 'settings-writer.ts');
  const writer = spawn(process.execPath, [script, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(writer, 'close');
  const notes: string[] = [];
  let last = 0;
  for await (const line of createInterface(writer.stdout)) {
    if (line.startsWith('note')) notes.push(line);
    else last = Number(line);
    // At another moment of a change each time.
    if (last === changes) setTimeout(() => writer.kill('SIGKILL'), waitMs);
  }
  await ended;
  return { last, notes };
}
