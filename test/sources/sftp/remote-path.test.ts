import { posix } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkRemotePath, joinRemote } from '#engine/sources/remote-path.ts';
import { WherryError } from '#engine/errors.ts';

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof WherryError && error.kind === 'permanent') return error.code;
    throw error;
  }
  return 'none';
}

/** As seen from the directory. */
function inside(path: string): string {
  return posix.relative('/in', posix.normalize(path));
}

test.each([
  ['/upload/', 'a.csv', '/upload/a.csv'],
  ['/upload', 'a.csv', '/upload/a.csv'],
  ['/', 'a.csv', '/a.csv'],
  ['in', 'a b.csv', 'in/a b.csv'],
  ['', 'a.csv', 'a.csv'],
  [null, 'a.csv', 'a.csv'],
  ['/in', 'sub/a.csv', '/in/sub/a.csv'],
  ['/in', 'sub/../a.csv', '/in/a.csv'],
  ['/in', './a.csv', '/in/a.csv'],
  ['/in', 'a\\b.csv', '/in/a\\b.csv'],
  ['/in', '..a.csv', '/in/..a.csv'],
  ['/in/../out', 'a.csv', '/in/../out/a.csv'],
])('b30: %j and %j are %j', (directory, name, path) => {
  expect(joinRemote(directory, name)).toBe(path);
});

test.each([
  '..',
  '../x',
  'a/../../x',
  '/etc/passwd',
  '.',
  'a/..',
  'a/',
  '',
  'a\0b',
  '..\\..\\x',
  'a\\..\\..\\x',
  '\\..\\x',
])('b30: the file name %j is refused', (name) => {
  expect(codeOf(() => joinRemote('/in', name))).toBe('unsafe-name');
  expect(codeOf(() => joinRemote(null, name))).toBe('unsafe-name');
});

test('b30: no file name leaves the directory', () => {
  const segment = fc.oneof(fc.constantFrom('..', '.', '', 'a', '\\', '..\\', '/', '\0'), fc.string({ unit: 'binary' }));
  fc.assert(
    fc.property(
      fc.array(segment, { minLength: 1, maxLength: 6 }),
      fc.constantFrom('/', '\\', ''),
      (parts, separator) => {
        let joined: string;
        try {
          joined = joinRemote('/in', parts.join(separator));
        } catch {
          return;
        }
        expect(inside(joined)).not.toMatch(/^$|^\.\.(\/|$)/);
        expect(inside(joined.replaceAll('\\', '/'))).not.toMatch(/^\.\.(\/|$)/);
      },
    ),
  );
});

test('the path of a template is taken as it is, unless it is none', () => {
  expect(checkRemotePath('/a/../b//c')).toBe('/a/../b//c');
  expect(codeOf(() => checkRemotePath(''))).toBe('unsafe-name');
  expect(codeOf(() => checkRemotePath('/a\0'))).toBe('unsafe-name');
});
