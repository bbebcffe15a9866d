import { expect, test } from 'vitest';
import { createDoingStore } from '../../renderer/files/doing-store.ts';
import { listedFile } from './listed-file.ts';

const progress = (receivedBytes: number) =>
  ({ type: 'file-progress', fileId: 7, name: 'a.csv', receivedBytes, totalBytes: 10_000 }) as const;

test('the speed of a download is known from its second progress on', () => {
  const store = createDoingStore();
  store.heed({ type: 'file-activity', fileId: 7, activity: 'downloading' }, 0);
  store.heed(progress(1_000), 1_000);
  expect(store.get(7)?.bytesPerSecond).toBeNull();
  store.heed(progress(3_000), 2_000);
  expect(store.get(7)?.bytesPerSecond).toBeCloseTo(2_000);
});

test('one slow moment does not make the speed jump', () => {
  const store = createDoingStore();
  store.heed(progress(0), 0);
  store.heed(progress(1_000), 1_000);
  store.heed(progress(1_000), 1_500);
  expect(store.get(7)?.bytesPerSecond).toBeGreaterThan(800);
});

test('what was being done to a file is forgotten when it is not active any more', () => {
  const store = createDoingStore();
  store.heed(progress(1), 0);
  expect(store.heed({ type: 'file-changed', file: listedFile({ id: 7, state: 'active' }) }, 1)).toBeNull();
  expect(store.heed({ type: 'file-changed', file: listedFile({ id: 7, state: 'done' }) }, 2)).toBe(7);
  expect(store.get(7)).toBeNull();
});
