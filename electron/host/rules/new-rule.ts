// A rule to begin with: everything that has a sensible value has it, and what only its owner knows is empty.
import os from 'node:os';
import path from 'node:path';
import type { RuleEntry } from '#shared/rule-entry.ts';
import { Rule } from '#shared/rule.ts';
import { draftId } from './rule-ids.ts';

export function newRule(keepDays: number): RuleEntry {
  const complete = Rule.parse({
    id: draftId(),
    name: 'New rule',
    source: {
      kind: 'bettrdata',
      baseUrl: 'https://example.com',
      auth: { kind: 'bearer', token: 'api-token' },
      // What BettrData has processed and nobody has taken yet, oldest first.
      query: {
        where: { 'status.processed.done': true, 'attributes.client_status': { $exists: false } },
        sort: { createDate: 1 },
      },
      sftp: { host: 'example.com', username: 'example', password: 'sftp-password' },
      errorAttribute: 'client_error',
    },
    targetDirectory: path.join(os.homedir(), 'Wherry'),
    successDirectory: 'processed',
    steps: [],
    schedule: { kind: 'interval', everyMs: 60_000 },
    keepDays,
    mail: null,
  });
  const { source } = complete;
  const rule = { ...complete, source: { ...source, baseUrl: '', sftp: { ...source.sftp, host: '', username: '' } } };
  return { rule, isEnabled: true, isApproved: true, origin: { kind: 'editor' } };
}
