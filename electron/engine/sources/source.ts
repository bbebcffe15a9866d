// The interface of a source: where files come from and who is told what became of them.
// A kind is one file; retry, limits of tries and state are the engine's and wrap it.
import type { CheckResult } from '#shared/api.ts';
import type { Checksum, Outcome } from '#shared/file.ts';
import type { JsonObject } from '#shared/json.ts';
import type { SecretName } from '#shared/secret.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { RequestLimits } from './request-limit.ts';

/** A file as the source lists it. */
export interface SourceFile {
  /** Stable, unique in the rule, and names this content: a changed file has another ref. */
  ref: string;
  /** The source's own name of the record. */
  externalId: string;
  /** As the source spells it: hostile. */
  name: string;
  sizeBytes: number | null;
  checksum: Checksum | null;
  /** The whole record, secrets removed. */
  meta: JsonObject;
  /** Why it must not be processed (`virtual`); null: it is due. */
  skip: string | null;
  /** What the source says at present that became of it. */
  reported: 'started' | Outcome | null;
}

export interface Page {
  files: SourceFile[];
  /** Records that can't be processed. `key` is stable, so that each is told once. */
  problems: { key: string; message: string }[];
}

/** What of a file the source needs to know again later; rows of the store satisfy it. */
export type FileHandle = Pick<SourceFile, 'ref' | 'externalId' | 'name' | 'sizeBytes' | 'checksum' | 'meta'>;

export interface Report {
  outcome: Outcome;
  /** At most 1,000 characters, redacted, beginning with the step that failed; null when it succeeded. */
  error: string | null;
}

export interface Source {
  /** Proves reach, logins and permissions one by one; never throws for what it checks, never changes anything. */
  check(signal: AbortSignal): AsyncIterable<CheckResult>;
  /** Everything that is due now, in the order to process it, in whole pages. Throws `transient` or `config` errors. */
  list(signal: AbortSignal): AsyncIterable<Page>;
  /** Makes ready for `open`, so that an unreachable server costs no claim. May be called again; cheap when ready. */
  connect(signal: AbortSignal): Promise<void>;
  /**
   * Tells the source that we begin (remote STARTED). May be called again for a file that is ours.
   * `gone`: it is no longer wanted by the rule or another installation has taken it; nothing was written.
   * @param isOurs the source has accepted our claim before, or a person asked for the file again
   */
  claim(file: FileHandle, isOurs: boolean, signal: AbortSignal): Promise<'claimed' | 'gone'>;
  /** The bytes from `offset` on. May be called again. Throws `not-found` (permanent) where there is no such file. */
  open(file: FileHandle, offset: number, signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** Size and time of change as the source's storage tells them now; for files without checksum (b33). */
  stat(file: FileHandle, signal: AbortSignal): Promise<{ sizeBytes: number; modifiedAt: number }>;
  /** Tells how it ended. Repeatable: the same report twice leaves the same record. */
  report(file: FileHandle, report: Report, signal: AbortSignal): Promise<void>;
  /** Frees connections. Twice is fine. */
  close(): Promise<void>;
}

/** Fingerprints of servers, trusted at first use. Kept in the data directory. */
export interface HostKeys {
  /** `SHA256:…`, or null where the server was never met. */
  get(host: string, port: number): string | null;
  trust(host: string, port: number, fingerprint: string): void;
}

export interface SourceContext {
  clock: Clock;
  log: Log;
  /** Shared by all sources, so that rules of one instance count together (b15). */
  limits: RequestLimits;
  /** Throws a `config` error where there is no such secret. */
  secret(name: SecretName): string;
  hostKeys: HostKeys;
  /** Deep copy of a record in which the values of secret keys are replaced; their values are known to the log from then on. */
  redactRecord(record: JsonObject): JsonObject;
}
