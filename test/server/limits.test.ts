// Pure parts: how often one may ask, and addresses that work once.
import { expect, test } from 'vitest';
import { createInvitations } from '#server/invitations.ts';
import { createRateLimit } from '#server/rate-limit.ts';

test('so many at once, then at the steady rate', () => {
  const limit = createRateLimit({ atOnce: 3, perSecond: 2 });
  expect([0, 0, 0, 0].map((now) => limit.take('a', now))).toEqual([0, 0, 0, 500]);
  expect([limit.take('a', 250), limit.take('a', 500), limit.take('a', 500)]).toEqual([250, 0, 500]);
});

test('who was refused has not to wait longer for having asked', () => {
  const limit = createRateLimit({ atOnce: 1, perSecond: 1 });
  limit.take('a', 0);
  for (let now = 0; now < 1_000; now += 10) expect(limit.take('a', now)).toBe(1_000 - now);
  expect(limit.take('a', 1_000)).toBe(0);
});

test('one does not use up what another may ask, nor more by a long silence', () => {
  const limit = createRateLimit({ atOnce: 1, perSecond: 1 });
  expect([limit.take('a', 0), limit.take('b', 0)]).toEqual([0, 0]);
  expect([limit.take('a', 1e6), limit.take('a', 1e6)]).toEqual([0, 1_000]);
});

test('an invitation works once, and within a minute', () => {
  const invitations = createInvitations();
  const key = () => invitations.create(0).replace('open/', '');
  const [used, late, inTime] = [key(), key(), key()];
  expect([invitations.accept(used, 1), invitations.accept(used, 2)]).toEqual([true, false]);
  expect([invitations.accept(inTime, 59_999), invitations.accept(late, 60_000)]).toEqual([true, false]);
  expect(invitations.accept('guessed', 1)).toBe(false);
});

test('invitations that nobody used do not pile up', () => {
  const invitations = createInvitations();
  const [first = ''] = Array.from({ length: 21 }, () => invitations.create(0).replace('open/', ''));
  expect(invitations.accept(first, 1)).toBe(false);
});
