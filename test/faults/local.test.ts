// This machine misbehaves: folders, commands, the clock.
import { describe, expect, test } from 'vitest';
import { fileSystemError } from '#engine/file-system-error.ts';
import { smallDiskProblem } from '../helpers/small-disk.ts';
import { LOCAL_FAULTS } from './local-faults.ts';
import { testFaults } from './test-faults.ts';

const isMountable = smallDiskProblem() === null;
describe('this machine', () => {
  testFaults(
    LOCAL_FAULTS.filter(({ id }) => isMountable || id !== 'target-read-only'),
    () => null,
  );
});

test('file-locked: a file that another program holds is tried again later', () => {
  const error = Object.assign(new Error('EBUSY: resource busy or locked'), { code: 'EBUSY' });
  expect(fileSystemError('C:\\in\\a.csv', error)).toMatchObject({ code: 'file-locked', kind: 'transient' });
});
