// Rules of each kind of source: how they begin, what is doubtful about them, and which secrets they name.
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemClock } from '#engine/clock.ts';
import { secretNames } from '#engine/secret-names.ts';
import { newRule } from '#host/rules/new-rule.ts';
import { validateRule } from '#host/rules/validate-rule.ts';
import { SourceKind } from '#shared/source.ts';
import { exampleRule } from './example-rule.ts';

const ROOT = process.platform === 'win32' ? 'C:\\' : '/';
const at = (...parts: string[]): string => path.join(ROOT, ...parts);

function issuesOf(draft: unknown): string[] {
  const { issues } = validateRule(draft, { clock: systemClock, mailServer: null, hasSecret: () => true });
  return issues.map(({ severity, path: place, message }) => `${severity} ${place.join('.')}: ${message}`);
}

const withSource = (source: object): object => ({ ...exampleRule(), targetDirectory: at('srv', 'files'), source });
const bucket = {
  kind: 's3',
  bucket: 'orders',
  credentials: { kind: 'keys', accessKeyId: 'AKIA', secretAccessKey: 's3-secret-key' },
};

describe.each(SourceKind.options)('a new rule of kind %s', (kind) => {
  test('lacks only what its owner knows', () => {
    const issues = issuesOf(newRule(kind, 90).rule);
    expect(issues.length).toBeGreaterThan(0);
    for (const issue of issues) expect(issue).toMatch(/^error source\.\S+: (is missing|is no absolute path)$/);
  });
});

test.each([
  ['is there', { kind: 'folder', directory: at('in') }, []],
  ['is relative', { kind: 'folder', directory: 'in' }, ['error source.directory: is no absolute path']],
  [
    'is the target',
    { kind: 'folder', directory: at('srv', 'files') },
    ['error source.directory: is the target folder, or holds it'],
  ],
  [
    'holds the target',
    { kind: 'folder', directory: at('srv') },
    ['error source.directory: is the target folder, or holds it'],
  ],
  ['stands beside the target', { kind: 'folder', directory: at('srv', 'files-in') }, []],
  [
    'is emptied',
    { kind: 'folder', directory: at('in'), afterSuccess: { kind: 'delete' } },
    ['warning source.afterSuccess: files are deleted for good once their commands have succeeded'],
  ],
])('a folder that %s', (_, source, expected) => {
  expect(issuesOf(withSource(source))).toEqual(expected);
});

test.each([
  ['is there', bucket, []],
  ['has a path', { ...bucket, bucket: 'orders/in' }, ['error source.bucket: is no name of a bucket']],
  [
    'has a login in its endpoint',
    { ...bucket, endpoint: 'https://me:pass@s3.example.com' },
    ['error source.endpoint: holds a login'],
  ],
])('a bucket that %s', (_, source, expected) => {
  expect(issuesOf(withSource(source))).toEqual(expected);
});

test.each([
  ['bettrdata', exampleRule().source, ['api-token', 'sftp-password']],
  ['folder', { kind: 'folder', directory: at('in') }, []],
  [
    'sftp',
    { kind: 'sftp', directory: '/in', sftp: { host: 'h', username: 'u', password: 'sftp-password' } },
    ['sftp-password'],
  ],
  [
    's3',
    { ...bucket, credentials: { ...bucket.credentials, sessionToken: 's3-session-token' } },
    ['s3-secret-key', 's3-session-token'],
  ],
  ['s3 by the environment', { ...bucket, credentials: { kind: 'environment' } }, []],
])('the secrets of %s are known', (_, source, expected) => {
  expect(secretNames(exampleRule({ source: source as ReturnType<typeof exampleRule>['source'] }))).toEqual(expected);
});
