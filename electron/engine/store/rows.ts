// Between SQLite's rows and the shared types.
import { FileRow } from '#shared/file.ts';
import { isJsonObject } from '#shared/json.ts';
import { Run } from '#shared/run.ts';
import { parseJson } from '../exact-json.ts';
import type { Row } from './database.ts';

export function fileOfRow(row: Row): FileRow {
  const file = FileRow.parse({
    id: row['id'],
    ruleId: row['rule_id'],
    ref: row['ref'],
    externalId: row['external_id'],
    name: row['name'],
    sizeBytes: row['size_bytes'],
    checksum: row['md5'] === null ? null : { algorithm: 'md5', hex: row['md5'] },
    meta: {},
    position: row['position'],
    state: row['state'],
    attempt: row['attempt'],
    failures: row['failures'],
    nextAttemptAt: row['next_attempt_at'],
    claimSentAt: row['claim_sent_at'],
    claimedAt: row['claimed_at'],
    stepStartedAt: row['step_started_at'],
    localPath: row['local_path'],
    partBytes: row['part_bytes'],
    outcome: row['outcome'],
    failedAt: row['failed_at'],
    reason: row['reason'],
    requeuedAt: row['requeued_at'],
    discoveredAt: row['discovered_at'],
    updatedAt: row['updated_at'],
    finishedAt: row['finished_at'],
  });
  // Not by the schema, which makes a copy that has forgotten how long numbers were written.
  const meta = parseJson(String(row['meta']));
  return isJsonObject(meta) ? { ...file, meta } : file;
}

export function runOfRow(row: Row): Run {
  return Run.parse({
    id: row['id'],
    ruleId: row['rule_id'],
    state: row['state'],
    startedAt: row['started_at'],
    endedAt: row['ended_at'],
    listed: row['listed'],
    succeeded: row['succeeded'],
    failed: row['failed'],
    waiting: row['waiting'],
    error: row['error'],
    warning: row['warning'],
  });
}
