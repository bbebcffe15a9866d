// The shape of secrets.json: envelopes by name, and which key they are sealed with.
import * as z from 'zod';

export const SecretsFile = z.object({
  version: z.literal(1),
  key: z.object({
    /** Of MasterKey. */
    kind: z.string(),
    /** keyId() of it, so that a foreign key is told from damage. */
    id: z.string(),
  }),
  /** By `rule-id/secret-name` or `app/secret-name`. */
  secrets: z.record(z.string(), z.string()),
});
export type SecretsFile = z.infer<typeof SecretsFile>;
