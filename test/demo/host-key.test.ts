import { expect, test } from 'vitest';
import { fingerprintOf, generateHostKey } from '#demo/host-key.ts';

test('every generated key can be read again', () => {
  // Without the check in generateHostKey this fails in 98 of 100 runs.
  for (let n = 0; n < 1_000; n += 1) expect(fingerprintOf(generateHostKey())).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
});
