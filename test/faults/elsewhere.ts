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
  {
    id: 's3-slow-down',
    fault: 'S3 answers 503, with and without Retry-After',
    outcome: 'Asked again as it wishes, up to 30 s; then the run ends and the next one comes by itself.',
    test: 'sources/s3.test.ts',
  },
  {
    id: 's3-short-body',
    fault: 'The body of an object breaks off, or nothing of it arrives',
    outcome: 'Never taken for whole; the download goes on behind what is on the disk.',
    test: 'sources/s3.test.ts',
  },
  {
    id: 's3-changed',
    fault: 'An object changes while it is downloaded',
    outcome: 'What was read is thrown away; the new content is a file of its own.',
    test: 'sources/s3.test.ts',
  },
  {
    id: 's3-expired',
    fault: 'Keys are wrong, revoked or expired',
    outcome: 'The run ends after one request, with what to do; nothing was touched.',
    test: 'sources/s3.test.ts',
  },
  {
    id: 'wire-other-sources',
    fault: 'The wire to S3 or to an SFTP folder is reset or cut in the middle of a file',
    outcome: 'The file waits, and is whole in the end.',
    test: 'sources/source-suite.test.ts',
  },
  {
    id: 'killed-midway',
    fault: 'Wherry is killed in the middle of a large object',
    outcome:
      'The next start fetches only what is missing; leftovers of the kill are cut off, damage is found out by the checksum.',
    test: 'crash/resume.test.ts',
  },
];
