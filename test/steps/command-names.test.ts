// Hostile names end to end through the real shell: the value arrives as one argument and nothing else runs (b50).
import { readdirSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { IS_WHOLE } from '../helpers/sample.ts';
import { folder, runCommand } from './command-harness.ts';

const NAMES = [
  "it's.csv",
  'say "hi".csv',
  '$(touch pwned).csv',
  '`touch pwned`.csv',
  '; touch pwned #.csv',
  '& touch pwned &.csv',
  '| touch pwned',
  '"; touch pwned; "',
  "'; touch pwned; '",
  '\ntouch pwned\n',
  '-rf',
  '--help',
  '*',
  '~',
  '# comment',
  '$HOME ${HOME} $0 %PATH% !x!',
  '\\',
  'trailing\\',
  'äöü 📈 \u202egnp.exe',
  ' leading and trailing ',
  '>pwned',
];

const PLACES: [string, string][] = [
  ['bare', 'printf "%s|" {{ fileName }}'],
  ['in single quotes', `printf '%s|' '{{ fileName }}'`],
  ['in double quotes', 'printf "%s|" "{{ fileName }}"'],
];

test.each(PLACES)('b50: a hostile name arrives as one argument and starts nothing: %s', async (_, template) => {
  for (const fileName of NAMES) {
    const directory = folder();
    const { stdoutTail, outcome } = await runCommand(template, { directory, record: { _id: 'x', fileName } });
    expect({ outcome, stdoutTail }).toEqual({ outcome: 'succeeded', stdoutTail: `${shown(fileName)}|` });
    expect(readdirSync(directory)).toEqual([]);
  }
});

test('b50: in argv mode too, without any shell', async () => {
  for (const fileName of NAMES) {
    const directory = folder();
    const settings = { mode: 'argv' as const };
    const run = await runCommand('printf %s| a{{fileName}}', { directory, settings, record: { _id: 'x', fileName } });
    expect(run.stdoutTail).toBe(`a${shown(fileName)}|`);
    expect(readdirSync(directory)).toEqual([]);
  }
});

test('b50: generated names as well', async () => {
  const part = fc.oneof(
    fc.constantFrom("'", '"', '$(touch x)', '`', ';', '&', '|', '\n', '\\', '-', '*', ' '),
    fc.string(),
  );
  const name = fc.array(part, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));
  const directory = folder();
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...PLACES), name, async ([, template], fileName) => {
      const { stdoutTail } = await runCommand(template, { directory, record: { _id: 'x', fileName } });
      expect(stdoutTail).toBe(`${shown(fileName)}|`);
      expect(readdirSync(directory)).toEqual([]);
    }),
    { numRuns: IS_WHOLE ? 100 : 20 },
  );
});

/** As the step shows it: deceptive characters are replaced in what it captured. */
function shown(fileName: string): string {
  return fileName.replaceAll('\u202e', '\ufffd');
}
