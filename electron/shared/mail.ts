// How mail leaves the machine, and to whom a rule sends what.
import * as z from 'zod';
import { SecretName } from './secret.ts';

export const MailServer = z.object({
  host: z.string().min(1),
  port: z.int().min(1).max(65_535),
  /** `implicit`: TLS from the first byte; `starttls`: upgraded if the server offers it (b63). */
  tls: z.enum(['implicit', 'starttls']),
  username: z.string().nullable(),
  password: SecretName.nullable(),
  /** An address, with or without a name; empty only where nobody is sent anything. */
  from: z.string(),
});
export type MailServer = z.infer<typeof MailServer>;

export const Mail = z.object({
  /** Null: the one of the application's settings. */
  server: MailServer.nullable(),
  /** Recipients of successes; empty: none are sent (b64). */
  successTo: z.array(z.string()),
  /** Recipients of failures and of a run's own errors. */
  alertTo: z.array(z.string()),
  /** More mails than this in one run become one digest; null: a mail for each file (b66). */
  digestAbove: z.int().positive().nullable().default(10),
});
export type Mail = z.infer<typeof Mail>;
