// server.json and the token: who is there, and what stays of them.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readServerFile, removeServerFile, serverFilePath, writeServerFile } from '#server/server-file.ts';
import { keptToken, readTokenFile } from '#server/token.ts';
import { temporaryFolder } from '#test/helpers/temporary-folder.ts';

const ours = { url: 'http://127.0.0.1:7411/', token: 'a-token', pid: process.pid };
/** Of a process that is gone. */
const gonePid = (): number => spawnSync(process.execPath, ['--version']).pid;

test('it is written for our eyes only, as a whole, over what was there', () => {
  const folder = temporaryFolder();
  const file = serverFilePath(folder);
  fs.writeFileSync(file, 'something else', { mode: 0o644 });
  writeServerFile(file, ours);
  expect([readServerFile(file), fs.statSync(file).mode & 0o777]).toEqual([ours, 0o600]);
  expect(fs.readdirSync(folder)).toEqual(['server.json']);
});

test('one whose process is gone is nobody', () => {
  const file = serverFilePath(temporaryFolder());
  writeServerFile(file, { ...ours, pid: gonePid() });
  expect(readServerFile(file)).toBeNull();
});

test.each(['', '{"url":', '[]', '{"url": "x", "token": "y", "pid": 1}'])('a file that holds %j is nobody', (text) => {
  const file = serverFilePath(temporaryFolder());
  fs.writeFileSync(file, text);
  expect(readServerFile(file)).toBeNull();
});

test('only our own is removed', () => {
  const file = serverFilePath(temporaryFolder());
  removeServerFile(file);
  writeServerFile(file, { ...ours, pid: process.ppid });
  removeServerFile(file);
  expect(fs.existsSync(file)).toBe(true);
  writeServerFile(file, ours);
  removeServerFile(file);
  expect(fs.existsSync(file)).toBe(false);
});

test('a token is made once, of 256 bit, for our eyes only', () => {
  const folder = temporaryFolder();
  const token = keptToken(folder);
  expect([keptToken(folder), Buffer.from(token, 'base64url').length]).toEqual([token, 32]);
  expect(fs.statSync(path.join(folder, 'server-token')).mode & 0o777).toBe(0o600);
  expect(keptToken(temporaryFolder())).not.toBe(token);
});

test('a kept token that others can read, or that is damaged, is replaced', () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'server-token');
  const first = keptToken(folder);
  fs.chmodSync(file, 0o644);
  const second = keptToken(folder);
  fs.writeFileSync(file, 'cut');
  const third = keptToken(folder);
  expect([new Set([first, second, third]).size, fs.statSync(file).mode & 0o777]).toEqual([3, 0o600]);
});

test.each([
  ['short', 'holds no token'],
  ['with a space, although it is long enough', 'holds no token'],
  ['two-lines-of-a-token-are-not\none-token-as-it-should-be', 'holds no token'],
])('%j is no token', (text, message) => {
  const file = path.join(temporaryFolder(), 'token');
  fs.writeFileSync(file, text);
  expect(() => readTokenFile(file)).toThrow(message);
});

test('a token file that is not there is told by its name', () => {
  const file = path.join(temporaryFolder(), 'missing');
  expect(() => readTokenFile(file)).toThrow(`${file} cannot be read`);
});
