// What every process agrees on about errors; the class that carries them is engine/errors.ts.
import * as z from 'zod';

/**
 * Who can mend an error, which decides what becomes of the file (engine/settle.ts):
 * - `transient`: time may mend it; the file waits and is tried again.
 * - `permanent`: this file will not get better by itself; it fails.
 * - `config`: the rule's settings or logins are wrong; the file is released and the rule pauses.
 * - `cancelled`: a person or the shutdown asked for it; the file is released.
 * - `internal`: a defect of Wherry; the file fails with the stack in the log.
 */
export const ErrorKind = z.enum(['transient', 'permanent', 'config', 'cancelled', 'internal']);
export type ErrorKind = z.infer<typeof ErrorKind>;

/** An error as it crosses a process border: data, already redacted. */
export const ErrorData = z.object({
  /** Stable, in kebab-case, for tests and programs: `md5-mismatch`, `login-refused`. */
  code: z.string(),
  /** Names the thing and the number with its unit: `report.csv: 1,204 of 5,000 bytes after 30 s`. */
  message: z.string(),
  kind: ErrorKind,
  /** What the operator should do next; null where nothing useful can be said. */
  hint: z.string().nullable(),
});
export type ErrorData = z.infer<typeof ErrorData>;
