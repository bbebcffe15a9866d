// Rules never hold secrets, only their names; so a rule can be shown, logged and exported as it is.
import * as z from 'zod';

/** The name under which the secret store keeps a value: `api-token`, `sftp-password`, … */
export const SecretName = z.string().min(1).brand<'SecretName'>();
export type SecretName = z.infer<typeof SecretName>;
