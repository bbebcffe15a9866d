// What a row of the fault table is. The arrays in this folder drive both the tests and the table of docs/reliability.md.
import type { DemoFile } from '#demo/file.ts';
import type { DemoOptions } from '#demo/instance.ts';
import type { FileState } from '#shared/file.ts';
import type { Bench, Sections } from './bench.ts';

/** State in the store (`unknown`: no row), and the status attribute at the source. */
export type Stand = readonly [state: FileState | 'unknown', status: 'STARTED' | 'SUCCESS' | 'FAILED' | null];

export interface Expected {
  /** Exit code of the run. */
  code: number;
  stands: Record<string, Stand>;
  /** A part of what the run has printed. */
  says?: string;
}

/** What the table tells. */
export interface FaultRow {
  id: string;
  /** What happens. */
  fault: string;
  /** What Wherry does, and what is left for a person to do. */
  outcome: string;
}

export interface Fault extends FaultRow {
  /** Default: a.csv and b.csv. */
  files?: (directory: string) => DemoFile[];
  instance?: Omit<DemoOptions, 'files'>;
  /** Keys over those of the bench. */
  ini?: (bench: Omit<Bench, 'station'>) => Sections;
  /** Before the first run. */
  breaks: (bench: Bench) => void | Promise<void>;
  broken: Expected;
  mends: (bench: Bench) => void | Promise<void>;
  /** Default: both succeeded. */
  mended?: Record<string, Stand>;
}

export const DONE: Stand = ['done', 'SUCCESS'];
export const UNTOUCHED: Record<string, Stand> = { 'a.csv': ['unknown', null], 'b.csv': ['unknown', null] };
export const READY: Record<string, Stand> = { 'a.csv': ['ready', null], 'b.csv': ['ready', null] };
