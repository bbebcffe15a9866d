// The parts of the editor, in the order of a file's way, and which part an issue belongs to. Pure.
import type { RuleIssue } from '#shared/api-rules.ts';
import type { SourceKind } from '#shared/source.ts';
import { type IssuePath, isAt } from './rule-path.ts';

export interface Section {
  id: SectionId;
  title: string;
  /** One sentence below the title. */
  about: string;
  /** What of a rule is edited there. */
  paths: readonly IssuePath[];
  /** Of sources of these kinds only; left out: of all. */
  kinds?: readonly SourceKind[];
}

export type SectionId =
  | 'name'
  | 'source'
  | 'filter'
  | 'folders'
  | 'commands'
  | 'status'
  | 'schedule'
  | 'retries'
  | 'mail'
  | 'advanced';

/** Where two parts have a place, the later one in this list that names it more closely has it. */
export const SECTIONS: readonly Section[] = [
  { id: 'name', title: 'Name', about: 'How the rule is called here, in mails and in the log.', paths: ['name', 'id'] },
  {
    id: 'source',
    title: 'Source',
    about: 'Where files are listed, and where their bytes come from.',
    paths: [
      'source',
      'secrets.api-token',
      'secrets.login-password',
      'secrets.sftp-password',
      'secrets.s3-secret-key',
      'secrets.s3-session-token',
    ],
  },
  {
    id: 'filter',
    title: 'Filter',
    about: 'Which files of the source the rule takes, and in which order.',
    paths: ['source.query', 'source.pattern', 'source.ready', 'source.prefix'],
  },
  {
    id: 'folders',
    title: 'Folders',
    about: 'Where a file is put on this computer.',
    paths: ['targetDirectory', 'successDirectory', 'unverified', 'source.remotePath', 'source.afterSuccess'],
  },
  { id: 'commands', title: 'Commands', about: 'What is run on each file, one after the other.', paths: ['steps'] },
  {
    id: 'status',
    title: 'Status attributes',
    about: 'How the instance is told that a file is being processed, and how that ended.',
    paths: ['source.statusAttribute', 'source.errorAttribute', 'source.writeBack', 'source.claim'],
    kinds: ['bettrdata'],
  },
  { id: 'schedule', title: 'Schedule', about: 'When the rule runs.', paths: ['schedule', 'firing'] },
  { id: 'retries', title: 'Retries', about: 'What happens to a file that fails.', paths: ['retry'] },
  {
    id: 'mail',
    title: 'Mail and notifications',
    about: 'Who is told, and of what.',
    paths: ['mail', 'notify', 'alarms', 'secrets.smtp-password', 'secrets.heartbeat-url', 'secrets.heartbeat-fail-url'],
  },
  {
    id: 'advanced',
    title: 'Advanced',
    about: 'Limits that rarely need to be changed.',
    paths: [
      'parallel',
      'space',
      'keepDays',
      'source.timeoutMs',
      'source.requestsPerMinute',
      'source.sftp.idleTimeoutMs',
    ],
  },
];

/** The part whose place is nearest to the issue's; the first one where no part has it. */
export function sectionOf(issue: RuleIssue): SectionId {
  let found: SectionId = 'name';
  let length = 0;
  for (const { id, paths } of SECTIONS) {
    for (const path of paths) {
      if (path.length > length && isAt(issue.path, path)) [found, length] = [id, path.length];
    }
  }
  return found;
}

export interface IssueCount {
  errors: number;
  warnings: number;
}

export function countIssues(issues: readonly RuleIssue[]): IssueCount {
  const errors = issues.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: issues.length - errors };
}

/** `2 errors, 1 warning`; empty where there are none. */
export function countInWords({ errors, warnings }: IssueCount): string {
  return [counted(errors, 'error'), counted(warnings, 'warning')].filter(Boolean).join(', ');
}

function counted(count: number, word: string): string {
  if (count === 0) return '';
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
