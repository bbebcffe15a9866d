// docs/security.md is true where a program can tell: the twenty points, and a test that is there behind each.
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ROOT = path.join(import.meta.dirname, '../..');
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');

const rows = [...read('docs/security.md').matchAll(/^\| (\d+) \| .+ \| `([^`]+)`: (.+) \|$/gm)].map(
  ([, number, file, name]) => ({ number: Number(number), file: file!, name: name! }),
);

test('the table has the twenty points of the checklist', () => {
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
});

test.each(rows)('$number: $file has the test "$name"', ({ file, name }) => {
  const titles = [...read(path.join('test', file)).matchAll(/\btest(?:\.\w+)*\(\s*'([^']+)'/g)].map(
    ([, title]) => title,
  );
  expect(titles).toContain(name);
});

test('Electron is pinned to one version', () => {
  const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> };
  expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/);
});
