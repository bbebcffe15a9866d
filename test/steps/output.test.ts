import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decode } from '#engine/steps/decode.ts';
import { LINES, createOutputLog } from '#engine/steps/output-log.ts';
import { TAIL_BYTES, createTail } from '#engine/steps/tail.ts';

const asIs = (text: string): string => text;
const redact = (text: string): string => text.replaceAll('s3cret', '[redacted]');
const printable = fc.string({ unit: fc.constantFrom('a', 'ß', '€', '📈', ' ', '\n') });

test('a cut UTF-8 text loses at most the halves of its first and last character', () => {
  fc.assert(
    fc.property(printable, fc.nat(), fc.nat(), (text, from, length) => {
      const bytes = Buffer.from(text);
      const start = from % (bytes.length + 1);
      const cut = decode(bytes.subarray(start, start + (length % (bytes.length + 1))), true);
      expect(text).toContain(cut);
      expect(cut).not.toContain('\ufffd');
    }),
  );
});

test('every byte is some character', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.boolean(), (bytes, isCut) => {
      expect(typeof decode(bytes, isCut)).toBe('string');
    }),
  );
});

test('b47: the tail is the end of what was written, in whatever pieces it came', () => {
  const chunk = fc.oneof(
    fc.nat(300).map((length) => Buffer.alloc(length, 'abcdefg')),
    fc.nat(200_000).map((length) => Buffer.alloc(length, '0123456789')),
  );
  fc.assert(
    fc.property(fc.array(chunk), (chunks) => {
      const tail = createTail();
      for (const piece of chunks) tail.push(piece);
      expect(tail.text(asIs)).toBe(Buffer.concat(chunks).subarray(-TAIL_BYTES).toString());
    }),
  );
});

test('b47: lines are the same in whatever pieces they came, up to the limit', () => {
  fc.assert(
    fc.property(fc.array(printable), (pieces) => {
      const lines: string[] = [];
      const log = createOutputLog((line) => lines.push(line), asIs);
      const write = log.stream('out:');
      for (const piece of pieces) write(Buffer.from(piece));
      log.end();
      const text = pieces.join('');
      const expected = text === '' ? [] : text.replace(/\n$/, '').split('\n');
      expect(lines.slice(0, LINES)).toEqual(expected.slice(0, LINES).map((line) => `out: ${line}`));
      expect(lines.length).toBeLessThanOrEqual(LINES + 1);
    }),
  );
});

test('a line without end takes no more memory than what is shown of it', () => {
  const lines: string[] = [];
  const log = createOutputLog((line) => lines.push(line), asIs);
  const write = log.stream('out:');
  for (let n = 0; n < 100; n++) write(Buffer.alloc(65_536, 'x'));
  log.end();
  expect(lines).toEqual([`out: ${'x'.repeat(2_000)}…`]);
});

test.each([1, 2, 3, 4, 5])('b70: of a secret that is cut after %i characters no half is left', (shown) => {
  const tail = createTail();
  tail.push(Buffer.from(`xxxxs3cret${'y'.repeat(TAIL_BYTES - shown)}`));
  expect(tail.text(redact)).toBe(`${'[redacted]'.slice(-shown)}${'y'.repeat(TAIL_BYTES - shown)}`);

  const lines: string[] = [];
  const log = createOutputLog((line) => lines.push(line), redact);
  log.stream('out:')(Buffer.from(`${'x'.repeat(2_000 - shown)}s3cret and more\n`));
  expect(lines).toEqual([`out: ${'x'.repeat(2_000 - shown)}${'[redacted]'.slice(0, shown)}…`]);
});
