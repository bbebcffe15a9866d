// A line of the log, as it is told and as it is read again.
import * as z from 'zod';

export const LogLevel = z.enum(['debug', 'info', 'warn', 'error']);
export type LogLevel = z.infer<typeof LogLevel>;

export const LogLine = z.object({
  at: z.number(),
  level: LogLevel,
  /** Name of the rule that it is about; null: the application itself. */
  rule: z.string().nullable(),
  /** The file's number. */
  file: z.int().nullable(),
  /** Redacted, without control characters. */
  message: z.string(),
});
export type LogLine = z.infer<typeof LogLine>;
