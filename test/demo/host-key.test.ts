import { expect, test } from 'vitest';
import { fingerprintOf, generateHostKey } from '#demo/host-key.ts';

test('every generated key can be read again', () => {
  // Without the check in generateHostKey this fails nearly always.
  for (let n = 0; n < 1_000; n += 1) expect(fingerprintOf(generateHostKey())).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
});
