// Which secrets a rule names. All places of the schema where a SecretName stands.
import type { Rule } from '#shared/rule.ts';
import type { SecretName } from '#shared/secret.ts';
import type { SourceSettings } from '#shared/source.ts';

export function secretNames({ source, mail, alarms }: Rule): SecretName[] {
  const names = [...ofSource(source), mail?.server?.password, alarms.heartbeat?.url, alarms.heartbeat?.failUrl];
  return [...new Set(names.filter((name) => name !== null && name !== undefined))];
}

function ofSource(source: SourceSettings): (SecretName | null)[] {
  switch (source.kind) {
    case 'bettrdata': {
      const { auth, sftp } = source;
      return [auth.kind === 'none' ? null : auth.kind === 'bearer' ? auth.token : auth.password, sftp.password];
    }
    case 'folder':
      return [];
    case 'sftp':
      return [source.sftp.password];
    case 's3': {
      const { credentials } = source;
      return credentials.kind === 'keys' ? [credentials.secretAccessKey, credentials.sessionToken] : [];
    }
  }
}
