// How to reach an SFTP server; what is read there is a source's business.
import * as z from 'zod';
import { SecretName } from './secret.ts';

export const SftpSettings = z.object({
  host: z.string().min(1),
  port: z.int().min(1).max(65_535).default(22),
  username: z.string().min(1),
  password: SecretName.nullable(),
  /** `SHA256:<base64>` as `ssh-keygen -lf` prints it; null: trusted at first use and kept since. */
  hostKey: z
    .string()
    .regex(/^SHA256:[A-Za-z0-9+/]{43}=?$/)
    .nullable()
    .default(null),
  /** A connection on which nothing arrives for so long is given up (b36). */
  idleTimeoutMs: z.int().positive().default(60_000),
});
export type SftpSettings = z.infer<typeof SftpSettings>;
