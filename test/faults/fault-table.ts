// All rows of docs/reliability.md's table, and how a row looks there.
import { API_FAULTS } from './api-faults.ts';
import { ELSEWHERE } from './elsewhere.ts';
import type { FaultRow } from './fault.ts';
import { LOCAL_FAULTS } from './local-faults.ts';
import { SFTP_FAULTS } from './sftp-faults.ts';
import { WRITE_BACK_FAULTS } from './write-back-faults.ts';

const of = (test: string, faults: readonly FaultRow[]) => faults.map((fault) => ({ ...fault, test }));

const FAULT_ROWS = [
  ...of('faults/api.test.ts', [...API_FAULTS, ...WRITE_BACK_FAULTS]),
  ...of('faults/sftp.test.ts', SFTP_FAULTS),
  ...of('faults/local.test.ts', LOCAL_FAULTS),
  ...ELSEWHERE,
];

export const TABLE_LINES: readonly string[] = FAULT_ROWS.map(
  ({ id, fault, outcome, test }) => `| ${id} | ${fault} | ${outcome} | \`${test}\` |`,
);

/** The files that the table names, below test/. */
export const TEST_FILES: ReadonlySet<string> = new Set(FAULT_ROWS.map(({ test }) => test));
