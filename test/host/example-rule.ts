import type * as z from 'zod';
import { Rule } from '#shared/rule.ts';

/** A rule that is valid everywhere, with what the test wants otherwise. */
export function exampleRule(changes: Partial<z.input<typeof Rule>> = {}): Rule {
  return Rule.parse({
    id: 'example',
    name: 'Example',
    source: exampleSource(),
    targetDirectory: process.platform === 'win32' ? 'C:\\wherry' : '/srv/wherry',
    successDirectory: 'done',
    steps: [{ kind: 'command', name: 'command_1', template: 'echo {{ fileName }}' }],
    schedule: { kind: 'interval', everyMs: 60_000 },
    mail: null,
    ...changes,
  });
}

export function exampleSource(changes: object = {}): z.input<typeof Rule>['source'] {
  return {
    kind: 'bettrdata',
    baseUrl: 'https://acme.example.com:1337',
    auth: { kind: 'bearer', token: 'api-token' },
    query: { where: { 'status.processed.done': true } },
    sftp: { host: 'sftp.example.com', username: 'acme', password: 'sftp-password' },
    ...changes,
  };
}
