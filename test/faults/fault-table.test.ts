import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { TABLE_LINES, TEST_FILES } from './fault-table.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');

test('docs/reliability.md lists exactly the faults that are tested, as they are told there', () => {
  const text = fs.readFileSync(path.join(ROOT, 'docs', 'reliability.md'), 'utf8');
  const table = text.slice(text.indexOf('| id | '), text.indexOf('\n\n', text.indexOf('| id | ')));
  expect(table.split('\n').slice(2)).toEqual(TABLE_LINES);
});

test('each test file that the table names is there', () => {
  for (const file of TEST_FILES) expect(fs.existsSync(path.join(ROOT, 'test', file)), file).toBe(true);
});
