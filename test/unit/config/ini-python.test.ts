import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseIni } from '#engine/config/ini.ts';
import { IS_WHOLE } from '../../helpers/sample.ts';
import { anyIni, plausibleIni } from './ini-grammar.ts';
import { createPythonReader, hasPython, readHere } from './python-reader.ts';

type Golden = Record<string, { text: string; error?: string; sections?: Record<string, Record<string, GoldenValue>> }>;
type GoldenValue = { raw: string; value?: string; error?: string };

const golden: Golden = JSON.parse(readFileSync(new URL('../../fixtures/ini/golden.json', import.meta.url), 'utf8'));

describe.each(Object.entries(golden))('golden file, %s', (_name, { text, error, sections }) => {
  test('is read as Python 3.11 read it', () => {
    const reading = readHere(text);
    if (error !== undefined) {
      expect(reading).toMatchObject({ error });
      return;
    }
    if (!('sections' in reading)) throw new Error(`refused: ${reading.error}`);
    const contents = reading.sections.map(([name, options]) => [name, Object.fromEntries(options)]);
    expect(Object.fromEntries(contents)).toEqual(sections);
  });

  test('`wherry ini --json` shows every value, raw where Python would raise', () => {
    if (error !== undefined) {
      expect(() => parseIni(text)).toThrow(/line \d+, column \d+/);
      return;
    }
    const shown = Object.entries(sections ?? {}).map(([name, options]) => [
      name,
      Object.fromEntries(Object.entries(options).map(([key, { value, raw }]) => [key, value ?? raw])),
    ]);
    expect(parseIni(text).toObject()).toEqual(Object.fromEntries(shown));
  });
});

if (!hasPython && process.env['CI']) throw new Error('python3 is missing: the INI reader cannot be compared with it');

describe.skipIf(!hasPython)('beside a real Python (skipped where python3 is missing)', () => {
  let python: ReturnType<typeof createPythonReader>;
  beforeAll(() => {
    python = createPythonReader();
  });
  afterAll(() => python.close());

  test.each([
    ['any text', anyIni],
    ['plausible files', plausibleIni],
  ])(
    '%s: same sections, keys, values, raw values and order, or the same error on the same lines',
    async (_name, texts) => {
      const same = fc.asyncProperty(texts, async (text) => {
        expect(readHere(text)).toEqual(await python.read(text));
      });
      await fc.assert(same, { numRuns: IS_WHOLE ? 3_000 : 500 });
    },
  );
});
