import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { localName, nameCandidate, withSuffix } from '#engine/local-name.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({
    unit: fc.constantFrom('.', ' ', '/', '\\', '\0', '\n', 'a', 'é', 'e\u0301', '😀', '\ud83d', ':'),
    maxLength: 400,
  }),
  fc
    .tuple(
      fc.constantFrom('CON', 'nul', 'Com1', 'LPT\u00b9', 'aux', 'CONIN$'),
      fc.constantFrom('', '.', ' ', '.csv', ' .csv', '. ', '.tar.gz'),
    )
    .map(([device, rest]) => device + rest),
);

test.each([
  ['report.csv', 'report.csv'],
  ['CON.csv', '_CON.csv'],
  ['con', '_con'],
  ['com1.tar.gz', '_com1.tar.gz'],
  ['LPT\u00b2.txt', '_LPT\u00b2.txt'],
  ['NUL .csv', '_NUL .csv'],
  ['CONSOLE.csv', 'CONSOLE.csv'],
  ['a:b.csv', 'a_b.csv'],
  ['x. ', 'x__'],
  ['<a>|"b"?*.csv', '_a___b___.csv'],
  ['in\\a.csv', 'in_a.csv'],
  ['..', '__'],
  ['', '_'],
])('b42: on Windows %j becomes %j', (name, local) => {
  expect(localName(name, 'win32')).toBe(local);
});

test.each([
  ['a:b.csv', 'a:b.csv'],
  ['in\\a.csv', 'in\\a.csv'],
  ['x. ', 'x. '],
  ['CON.csv', 'CON.csv'],
  ['in/a.csv', 'in_a.csv'],
  ['../a.csv', '.._a.csv'],
  ['a\0b\nc\u001b.csv', 'a_b_c_.csv'],
  ['.', '_'],
  ['..', '__'],
  ['...', '...'],
  ['', '_'],
  ['.profile', '.profile'],
  ['cafe\u0301 😀.csv', 'caf\u00e9 😀.csv'],
  ['lone \ud83d.csv', 'lone \ufffd.csv'],
])('b42: elsewhere %j becomes %j', (name, local) => {
  expect(localName(name, 'linux')).toBe(local);
  expect(localName(name, 'darwin')).toBe(local);
});

test('b42: a name of 300 characters is cut before its extension', () => {
  expect(localName(`${'x'.repeat(300)}.csv`, 'win32')).toBe(`${'x'.repeat(236)}.csv`);
  expect(localName(`${'x'.repeat(300)}.tar.gz`, 'linux')).toBe(`${'x'.repeat(233)}.tar.gz`);
  expect(localName(`${'😀'.repeat(300)}.csv`, 'linux')).toBe(`${'😀'.repeat(59)}.csv`);
  expect(localName(`${'😀'.repeat(300)}.csv`, 'win32')).toBe(`${'😀'.repeat(118)}.csv`);
  expect(localName(`a.${'x'.repeat(300)}`, 'linux')).toBe(`a.${'x'.repeat(238)}`);
});

test('b42: every name is valid on its platform, with a suffix too, and gives itself', () => {
  fc.assert(
    fc.property(hostile, fc.constantFrom<NodeJS.Platform>('linux', 'darwin', 'win32'), (name, platform) => {
      const local = localName(name, platform);
      expect(localName(local, platform)).toBe(local);
      for (const candidate of [local, nameCandidate(local, 'a1/..\\', 1), nameCandidate(local, 'a1b2c3', 99_999)]) {
        expect(candidate).not.toMatch(/^\.{0,2}$|[/\p{Cc}\p{Cs}]/u);
        expect(platform === 'win32' ? candidate.length : Buffer.byteLength(candidate)).toBeLessThanOrEqual(255);
        if (platform !== 'win32') continue;
        expect(candidate).not.toMatch(/[<>:"\\|?*]|[. ]$/);
        const device = candidate.split('.')[0]!.trimEnd().toUpperCase();
        expect(device).not.toMatch(/^(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9\u00b9\u00b2\u00b3])$/);
      }
    }),
    { numRuns: 2_000 },
  );
});

test.skipIf(process.platform === 'win32')(
  'b42: the file system of this machine takes every name as it is',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wherry-names-'));
    await fc.assert(
      fc.asyncProperty(hostile, async (name) => {
        const local = nameCandidate(localName(name, process.platform), 'a1b2c3', 12_345);
        await writeFile(join(folder, local), '');
        expect((await readdir(folder)).map((found) => found.normalize('NFC'))).toEqual([local.normalize('NFC')]);
        expect(basename(local)).toBe(local);
        await rm(join(folder, local));
      }),
      { numRuns: 200 },
    );
    await rm(folder, { recursive: true });
  },
);

test('b41: the suffix stands before the extension', () => {
  expect(withSuffix('report.csv', 'a1b2c3')).toBe('report_a1b2c3.csv');
  expect(withSuffix('report.tar.gz', 'a1b2c3')).toBe('report_a1b2c3.tar.gz');
  expect(withSuffix('report', 'a1b2c3')).toBe('report_a1b2c3');
  expect(withSuffix('.profile', 'a1b2c3')).toBe('.profile_a1b2c3');
  expect(withSuffix('v1. final version', 'x')).toBe('v1. final version_x');
  expect(withSuffix('report.csv', '../../')).toBe('report_______.csv');
});

test('b41: candidates are the name, the name with the suffix, and counted ones', () => {
  const candidates = [0, 1, 2, 3].map((attempt) => nameCandidate('report.csv', 'a1b2c3', attempt));
  expect(candidates).toEqual(['report.csv', 'report_a1b2c3.csv', 'report_a1b2c3_2.csv', 'report_a1b2c3_3.csv']);
});
