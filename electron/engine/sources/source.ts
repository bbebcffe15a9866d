// The interface of a source: where files come from and who is told what became of them.
// A kind is one file; retry, limits of tries and state are the engine's and wrap it.
import type { CheckResult } from '#shared/api-rules.ts';
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

/**
 * - `claimed`: it is ours alone.
 * - `gone`: it is no longer wanted by the rule.
 * - `taken`: another installation has it.
 * - `in-doubt`: our claim stands but was written so late that another one may have been at it; look again later.
 */
export type ClaimAnswer = 'claimed' | 'gone' | 'taken' | 'in-doubt';

/** A finished download before it gets its final name. */
export interface Download {
  path: string;
  sizeBytes: number;
  /** Lower-case hex. */
  md5: string;
}

export interface Report {
  outcome: Outcome;
  /** At most 1,000 characters, redacted, beginning with the step that failed; null when it succeeded. */
  error: string | null;
}

export interface Source {
  /** Where a TCP connection proves that the network is there; null: there is nothing to wait for after a wake (b61). */
  address: { host: string; port: number } | null;
  /**
   * True: what `open` gives from an offset on belongs to the content that the ref names, or it throws `changed`. So a
   * download that was cut off goes on where it was, also after a crash. `chunkBytes`: how often it is put on the disk.
   */
  resumes?: { chunkBytes: number };
  /** Proves reach, logins and permissions one by one; never throws for what it checks, never changes anything. */
  check(signal: AbortSignal): AsyncIterable<CheckResult>;
  /** Everything that is due now, in the order to process it, in whole pages. Throws `transient` or `config` errors. */
  list(signal: AbortSignal): AsyncIterable<Page>;
  /**
   * Everything that the rule is about and that the source shows as begun and not ended, by us or by others. Absent
   * where a source keeps no such status. For when the store was lost.
   */
  listStarted?(signal: AbortSignal): AsyncIterable<Page>;
  /**
   * What another installation has begun and left unfinished longer than the lease: problems to show, and files to take
   * over where the rule says so (b27). Null: not the time to look. Absent where nobody else can have begun.
   */
  listAbandoned?(signal: AbortSignal): Promise<Page | null>;
  /** A file's record as it is now, secrets removed; absent where records are never needed again. Throws `record-gone`. */
  record?(file: FileHandle, signal: AbortSignal): Promise<JsonObject>;
  /** Makes ready for `open`, so that an unreachable server costs no claim. May be called again; cheap when ready. */
  connect(signal: AbortSignal): Promise<void>;
  /**
   * Tells the source that we begin (remote STARTED). May be called again for a file that is ours.
   * Absent where files are nobody's: then each installation that lists one processes it.
   * @param isOurs the source has accepted our claim before, or a person asked for the file again; `perhaps`: we were
   * about to write STARTED and do not know whether we did, so a STARTED that nobody else has signed is ours
   */
  claim?(file: FileHandle, isOurs: boolean | 'perhaps', signal: AbortSignal): Promise<ClaimAnswer>;
  /**
   * Where the file goes below the target directory: folders and, last, its name, as the source spells them: hostile,
   * the engine makes each safe. Absent: its name, in the target directory itself.
   */
  localPath?(file: FileHandle): readonly string[];
  /**
   * The bytes from `offset` on. May be called again. Throws `not-found` (permanent) where there is no such file, and
   * `gone` or `changed` (permanent) where there is none any more, or another content: neither is a failure of this file.
   */
  open(file: FileHandle, offset: number, signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** Size and time of change as the source's storage tells them now; for files without checksum (b33). */
  stat(file: FileHandle, signal: AbortSignal): Promise<{ sizeBytes: number; modifiedAt: number }>;
  /**
   * Proves a download by what the source knows better than its list does (checksums of S3). Size and MD5 as far as the
   * list has them are compared already. Throws `checksum-mismatch` (transient), `changed`.
   */
  verify?(file: FileHandle, download: Download, signal: AbortSignal): Promise<void>;
  /**
   * Tells how it ended. Repeatable: the same report twice leaves the same record. Absent where there is nothing to tell;
   * where it is there, a file that is done and listed all the same was not told of, and is told of again.
   */
  report?(file: FileHandle, report: Report, signal: AbortSignal): Promise<void>;
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
  /** Of the rule: a folder of its own where names of several rules could meet. */
  ruleId: string;
  /** `host:installation`: who claims, the same over restarts; another one for each rule. */
  claimant: string;
  /** Deep copy of a record in which the values of secret keys are replaced; their values are known to the log from then on. */
  redactRecord(record: JsonObject): JsonObject;
}
