// The documents are true where a program can tell.
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = path.join(import.meta.dirname, '..');
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');

/** Number and proof of each row. */
const rows = [...read('docs/behaviours.md').matchAll(/^\| b(\d+) \| .+ \| (.+) \|$/gm)].map(
  ([, number, proof]) => [number!, proof!] as const,
);

test('docs/behaviours.md has a row for each of the 73 behaviours', () => {
  expect(rows.map(([number]) => Number(number))).toEqual(Array.from({ length: 73 }, (_, index) => index + 1));
});

describe.each(rows.filter(([, proof]) => !proof.startsWith('not yet')))('b%s', (number, proof) => {
  test.each([...proof.matchAll(/`([^`]+)`/g)].map(([, file]) => file!))('is proved by a test in %s', (file) => {
    const names = read(path.join('test', file)).match(/['"`](b\d+(-b\d+)?(, )?)+:/g) ?? [];
    const ranges = [...names.join(' ').matchAll(/b(\d+)(?:-b(\d+))?/g)];
    expect(ranges.some(([, from, to]) => Number(from) <= Number(number) && Number(number) <= Number(to ?? from))).toBe(
      true,
    );
  });
});
