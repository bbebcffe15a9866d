// A rule for tests of the renderer.
import { Rule } from '#shared/rule.ts';

/** Each call a new one: two commands, no mail, every hour. */
export function aRule(): Rule {
  return Rule.parse({
    id: 'orders',
    name: 'Orders',
    source: {
      kind: 'bettrdata',
      baseUrl: 'https://bettrdata.example.com',
      auth: { kind: 'bearer', token: 'api-token' },
      query: { where: { 'status.processed.done': true } },
      sftp: { host: 'sftp.example.com', username: 'wherry', password: 'sftp-password' },
    },
    targetDirectory: '/srv/incoming',
    successDirectory: 'processed',
    steps: [
      { kind: 'command', name: 'command_1', template: 'echo {{ fileName }}' },
      { kind: 'command', name: 'command_2', template: 'wc {{ filePath }}' },
    ],
    schedule: { kind: 'interval', everyMs: 3_600_000 },
    mail: null,
  });
}
