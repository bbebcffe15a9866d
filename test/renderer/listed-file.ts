// A file as the table gets it, for tests of the pages.
import type { ListedFile } from '#shared/story.ts';

export function listedFile(changes: Partial<ListedFile> = {}): ListedFile {
  const id = changes.id ?? 1;
  return {
    id,
    ruleId: 'orders',
    ref: `ref-${id}`,
    externalId: `record-${id}`,
    name: `orders ${id}.csv`,
    sizeBytes: 1_000,
    checksum: null,
    meta: {},
    position: 'download',
    state: 'ready',
    attempt: 0,
    failures: 0,
    nextAttemptAt: null,
    claimSentAt: null,
    claimedAt: null,
    stepStartedAt: null,
    localPath: null,
    partBytes: 0,
    outcome: null,
    failedAt: null,
    reason: null,
    requeuedAt: null,
    discoveredAt: 0,
    updatedAt: 0,
    finishedAt: null,
    unreported: null,
    ...changes,
  };
}
