// What is wrong or doubtful with the source of a rule, by its kind.
import path from 'node:path';
import type { RuleIssue } from '#shared/api-rules.ts';
import type { DirectorySettings } from '#shared/directory-source.ts';
import type { Rule } from '#shared/rule.ts';
import type { S3Settings } from '#shared/s3-source.ts';
import type { BettrDataSettings } from '#shared/source.ts';
import { checkWhere } from '#engine/sources/bettrdata/where.ts';
import { error, warning } from './issue.ts';

export function sourceIssues({ source, targetDirectory }: Rule): RuleIssue[] {
  switch (source.kind) {
    case 'bettrdata':
      return bettrDataIssues(source);
    case 'folder':
      return [...folderIssues(source.directory, targetDirectory), ...directoryIssues(source)];
    case 'sftp':
      return directoryIssues(source);
    case 's3':
      return s3Issues(source);
  }
}

function bettrDataIssues({ query, baseUrl, statusAttribute, errorAttribute, caFile }: BettrDataSettings): RuleIssue[] {
  const where = ['source', 'query', 'where'];
  const findings = checkWhere(query.where).map(({ path: at, message, hint }) =>
    error(where, `${at}: ${message}`, hint),
  );
  if (Object.keys(query.where).length === 0 && !query.allFiles) {
    const hint = 'Write a filter, or say that all files are meant.';
    findings.push(error(where, 'is empty, which would fetch every file of the instance', hint));
  }
  findings.push(...loginIssues(['source', 'baseUrl'], baseUrl, 'choose a login with name and password instead'));
  if (errorAttribute !== null && errorAttribute === statusAttribute) {
    findings.push(error(['source', 'errorAttribute'], 'is the status attribute too', 'Write another name.'));
  }
  if (caFile !== null && !path.isAbsolute(caFile)) {
    findings.push(error(['source', 'caFile'], 'is no absolute path', 'Write it from the root of the disk on.'));
  }
  return findings;
}

/** Files that were put into the target would be found again as new ones. */
function folderIssues(directory: string, target: string): RuleIssue[] {
  const at = ['source', 'directory'];
  if (!path.isAbsolute(directory)) {
    return [error(at, 'is no absolute path', 'Write it from the root of the disk on.')];
  }
  const isAround = !path.relative(directory, target).startsWith('..');
  if (!isAround || !path.isAbsolute(target)) return [];
  const hint = 'Choose a target folder elsewhere: files in it would be taken for new ones.';
  return [error(at, 'is the target folder, or holds it', hint)];
}

function directoryIssues({ afterSuccess }: DirectorySettings): RuleIssue[] {
  if (afterSuccess.kind !== 'delete') return [];
  const hint = 'Moving them into a folder keeps a way back.';
  return [warning(['source', 'afterSuccess'], 'files are deleted for good once their commands have succeeded', hint)];
}

function s3Issues({ endpoint, bucket }: S3Settings): RuleIssue[] {
  const issues = endpoint === null ? [] : loginIssues(['source', 'endpoint'], endpoint, 'enter keys instead');
  if (bucket.includes('/')) {
    const hint = 'Write only the name of the bucket, and what follows as the prefix.';
    issues.push(error(['source', 'bucket'], 'is no name of a bucket', hint));
  }
  return issues;
}

function loginIssues(at: RuleIssue['path'], url: string, instead: string): RuleIssue[] {
  const { username, password } = new URL(url);
  if (username === '' && password === '') return [];
  return [error(at, 'holds a login', `Take it out, and ${instead}.`)];
}
