// Faults that have a test of their own elsewhere, for the table.
import type { FaultRow } from './fault.ts';

export const ELSEWHERE: readonly (FaultRow & { test: string })[] = [
  {
    id: 'disk-full',
    fault: 'The disk is full, before or within a download',
    outcome:
      'No file is begun below the first threshold, nothing at all below the second. The run ends with one alert and goes on by itself.',
    test: 'engine/free-space.test.ts',
  },
  {
    id: 'database-damaged',
    fault: 'The database is truncated, overwritten or no database',
    outcome: 'Set aside, a new one is made and learns from the source; what was STARTED by us is interrupted, not run.',
    test: 'store/corrupt.test.ts',
  },
  {
    id: 'power-cut',
    fault: 'The power goes while the database is written',
    outcome: 'What had been stored is there; what was under way is recovered as after a kill.',
    test: 'store/power-cut.test.ts',
  },
  {
    id: 'killed',
    fault: 'Wherry is killed (SIGKILL), at any event, transition or request, also while it recovers',
    outcome: 'The next start goes on. A command that had begun is interrupted, reported FAILED and left to a person.',
    test: 'crash/kill-points.test.ts',
  },
  {
    id: 'started-twice',
    fault: 'A second Wherry is started on the same data directory',
    outcome: 'It ends with exit code 4 and names the first.',
    test: 'cli/command-line.test.ts',
  },
  {
    id: 'two-machines',
    fault: 'Two machines work on one filter',
    outcome: 'Each file is processed by one of them.',
    test: 'engine/two-engines.test.ts',
  },
  {
    id: 'mail-server-away',
    fault: 'The mail server is away',
    outcome: 'A warning; the mail is kept and sent later. No file is affected.',
    test: 'engine/behaviours.test.ts',
  },
];
