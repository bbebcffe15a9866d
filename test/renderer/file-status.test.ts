import { expect, test } from 'vitest';
import { FileState } from '#shared/file.ts';
import { percentOf, statusText, type Doing } from '../../renderer/files/file-status.ts';
import { STATE_WORDS } from '../../renderer/ui/state-words.ts';
import { listedFile } from './listed-file.ts';

const downloading = (receivedBytes: number | null, totalBytes: number | null): Doing => ({
  activity: 'downloading',
  receivedBytes,
  totalBytes,
  bytesPerSecond: null,
});

test('b71: every state has a word of its own', () => {
  const words = FileState.options.map((state) => STATE_WORDS[state]);
  expect(new Set(words).size).toBe(FileState.options.length);
});

test('b71: an active file says what is being done to it', () => {
  const file = listedFile({ state: 'active' });
  const said = (activity: Doing['activity']) => statusText(file, { ...downloading(null, null), activity });
  expect(said('claiming')).toBe('Claiming');
  expect(said('verifying')).toBe('Verifying');
  expect(said('running')).toBe('Running');
  expect(said('moving')).toBe('Moving');
  expect(said('reporting')).toBe('Reporting');
});

test('b71: a download says its percentage, and 100 only when every byte is there', () => {
  const file = listedFile({ state: 'active' });
  expect(statusText(file, downloading(433, 1000))).toBe('Downloading 43 %');
  expect(percentOf(downloading(999_999, 1_000_000))).toBe(99);
  expect(percentOf(downloading(0, 0))).toBe(100);
});

test('a download of unknown size says no percentage', () => {
  expect(statusText(listedFile({ state: 'active' }), downloading(433, null))).toBe('Downloading');
});

test('a file whose activity was not heard is described by its position', () => {
  expect(statusText(listedFile({ state: 'active', position: 'step:0', claimedAt: 1 }), null)).toBe('Running');
  expect(statusText(listedFile({ state: 'active', position: 'report' }), null)).toBe('Reporting');
  expect(statusText(listedFile({ state: 'active', position: 'download', claimedAt: 1 }), null)).toBe('Downloading');
  expect(statusText(listedFile({ state: 'active', position: 'download' }), null)).toBe('Claiming');
});

test('what the source has not accepted yet is said', () => {
  expect(statusText(listedFile({ state: 'waiting', position: 'report', outcome: 'succeeded' }), null)).toBe(
    'Success, not yet reported',
  );
  expect(statusText(listedFile({ state: 'interrupted', unreported: 'failed' }), null)).toBe(
    'Interrupted, not yet reported',
  );
});
