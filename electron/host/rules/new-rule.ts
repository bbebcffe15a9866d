// A rule to begin with: everything that has a sensible value has it, and what only its owner knows is empty.
import os from 'node:os';
import path from 'node:path';
import type * as z from 'zod';
import type { RuleEntry } from '#shared/rule-entry.ts';
import { Rule } from '#shared/rule.ts';
import type { SourceKind, SourceSettings } from '#shared/source.ts';
import { draftId } from './rule-ids.ts';

export function newRule(kind: SourceKind, keepDays: number): RuleEntry {
  const complete = Rule.parse({
    id: draftId(),
    name: 'New rule',
    source: BEGINNINGS[kind],
    targetDirectory: path.join(os.homedir(), 'Wherry'),
    successDirectory: 'processed',
    steps: [],
    schedule: { kind: 'interval', everyMs: 60_000 },
    keepDays,
    mail: null,
  });
  const rule = { ...complete, source: withoutExamples(complete.source) };
  return { rule, isEnabled: true, isApproved: true, origin: { kind: 'editor' } };
}

const SFTP = { host: 'example.com', username: 'example', password: 'sftp-password' };

const BEGINNINGS: Readonly<Record<SourceKind, z.input<typeof SourceSettings>>> = {
  bettrdata: {
    kind: 'bettrdata',
    baseUrl: 'https://example.com',
    auth: { kind: 'bearer', token: 'api-token' },
    // What BettrData has processed and nobody has taken yet, oldest first.
    query: {
      where: { 'status.processed.done': true, 'attributes.client_status': { $exists: false } },
      sort: { createDate: 1 },
    },
    sftp: SFTP,
    errorAttribute: 'client_error',
  },
  sftp: { kind: 'sftp', sftp: SFTP, directory: '/example' },
  folder: { kind: 'folder', directory: '/example' },
  s3: {
    kind: 's3',
    bucket: 'example',
    credentials: { kind: 'keys', accessKeyId: 'example', secretAccessKey: 's3-secret-key' },
  },
};

/** What the schema wants and only its owner knows. */
function withoutExamples(source: SourceSettings): SourceSettings {
  switch (source.kind) {
    case 'bettrdata':
      return { ...source, baseUrl: '', sftp: { ...source.sftp, host: '', username: '' } };
    case 'sftp':
      return { ...source, directory: '', sftp: { ...source.sftp, host: '', username: '' } };
    case 'folder':
      return { ...source, directory: '' };
    case 's3': {
      const { credentials } = source;
      return {
        ...source,
        bucket: '',
        credentials: credentials.kind === 'keys' ? { ...credentials, accessKeyId: '' } : credentials,
      };
    }
  }
}
