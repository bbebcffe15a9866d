// Which secrets a rule names. All places of the schema where a SecretName stands.
import type { Rule } from '#shared/rule.ts';
import type { SecretName } from '#shared/secret.ts';

export function secretNames({ source, mail, alarms }: Rule): SecretName[] {
  const { auth, sftp } = source;
  const names = [
    auth.kind === 'none' ? null : auth.kind === 'bearer' ? auth.token : auth.password,
    sftp.password,
    mail?.server?.password,
    alarms.heartbeat?.url,
    alarms.heartbeat?.failUrl,
  ];
  return [...new Set(names.filter((name) => name !== null && name !== undefined))];
}
