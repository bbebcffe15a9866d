// This machine misbehaves: folders, commands, the clock.
import { describe } from 'vitest';
import { smallDiskProblem } from '../helpers/small-disk.ts';
import { LOCAL_FAULTS } from './local-faults.ts';
import { testFaults } from './test-faults.ts';

const needsMount = new Set(['target-read-only', 'file-locked']);
const isMountable = smallDiskProblem() === null;
describe('this machine', () => {
  testFaults(
    LOCAL_FAULTS.filter(({ id }) => isMountable || !needsMount.has(id)),
    () => null,
  );
});
