import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRedactor } from '#engine/redact.ts';

test('b70: a secret is masked in every spelling in which it may be written', () => {
  const redactor = createRedactor();
  const secret = `p#w;d "x" 100% it's`;
  redactor.addSecret(secret);
  const spellings = [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret),
    `'${secret.replaceAll("'", String.raw`'\''`)}'`,
  ];
  for (const spelling of spellings) expect(redactor.text(`before ${spelling} after`)).not.toContain('p#w;d');
  expect(redactor.text(encodeURIComponent(secret))).toBe('[redacted]');
});

test('b70: passwords inside a record are masked, everything else is kept', () => {
  const record = {
    fileName: 'a.csv',
    route: { host: 'h', password: 'route-secret', directory: '/upload/' },
    archivePasswords: [{ type: 'pgp', password: 'xx', description: 'old' }],
    apiToken: 12345,
    nothing: { password: null },
  };
  expect(createRedactor().record(record)).toEqual({
    fileName: 'a.csv',
    route: { host: 'h', password: '[redacted]', directory: '/upload/' },
    archivePasswords: [{ type: 'pgp', password: '[redacted]', description: 'old' }],
    apiToken: '[redacted]',
    nothing: { password: null },
  });
});

test('b70: a password that was seen in a record is masked in texts from then on', () => {
  const redactor = createRedactor();
  redactor.record({ route: { password: 'route-secret' } });
  expect(redactor.text('command printed route-secret')).toBe('command printed [redacted]');
});

test('of two secrets of which one begins with the other both are masked as a whole', () => {
  const redactor = createRedactor();
  redactor.addSecret('secret');
  redactor.addSecret('secret-and-more');
  expect(redactor.text('secret-and-more secret')).toBe('[redacted] [redacted]');
});

test('no text keeps a secret, whatever surrounds it', () => {
  const secret = fc
    .string({ unit: 'binary', minLength: 3, maxLength: 20 })
    .filter((text) => !'[redacted]'.includes(text));
  fc.assert(
    fc.property(secret, fc.string(), fc.string(), (value, before, after) => {
      const redactor = createRedactor();
      redactor.addSecret(value);
      const [start, end] = redactor.text(`${before}${value}${after}`).split('[redacted]');
      expect(start + (end ?? '')).not.toContain(value);
    }),
  );
});
