// Records that another machine has taken and not finished within the lease (b27): shown, and taken over only where
// the rule says so.
import type { BettrDataSettings } from '#shared/source.ts';
import type { Clock } from '../../clock.ts';
import { escapeControls } from '../../escape-controls.ts';
import type { Page } from '../source.ts';
import type { Api } from './api.ts';
import { attributesOf } from './attributes.ts';
import { claimAttributeOf, readClaimMark } from './claim-mark.ts';
import { matcher } from './match-where.ts';
import { listParameters, startedWhere } from './query.ts';
import { type RecordReader, toPage } from './record.ts';

/** One more request, so not in every run. */
const LOOK_EVERY_MS = 3_600_000;
const MAX_SHOWN = 50;

export interface AbandonedDeps {
  api: Api;
  clock: Clock;
  claimant: string;
  redactRecord: RecordReader['redactRecord'];
}

/** See Source.listAbandoned. */
export function createAbandonedList(
  settings: BettrDataSettings,
  { api, clock, claimant, redactRecord }: AbandonedDeps,
): (signal: AbortSignal) => Promise<Page | null> {
  const { query, statusAttribute, claim } = settings;
  const attribute = claimAttributeOf(settings);
  const where = startedWhere(query.where, statusAttribute);
  let lookedAt = -Infinity;

  return async (signal) => {
    const now = clock.now();
    if (attribute === null || (now >= lookedAt && now - lookedAt < LOOK_EVERY_MS)) return null;
    const matches = matcher(where);
    const records = await api.list(listParameters({ ...query, where, skip: 0, limit: MAX_SHOWN }), signal);
    lookedAt = now;
    const page: Page = { files: [], problems: [] };
    for (const file of toPage(records.slice(0, MAX_SHOWN), { matches, redactRecord, statusAttribute }).files) {
      const mark = readClaimMark(attributesOf(file.meta, file.externalId)[attribute]);
      if (mark === null || mark.at === null || mark.owner === claimant) continue;
      const ageMs = now - mark.at;
      if (claim.takeOverAfterMs !== null && ageMs > claim.takeOverAfterMs) page.files.push(file);
      else if (ageMs > claim.leaseMs)
        page.problems.push({ key: `abandoned:${file.ref}`, message: shown(file, mark.owner, ageMs) });
    }
    return page;
  };
}

function shown({ name, externalId }: Page['files'][number], owner: string, ageMs: number): string {
  const who = escapeControls(owner.split(':')[0] ?? '').slice(0, 100);
  const hours = Math.floor(ageMs / 3_600_000);
  const what = `${escapeControls(name)} (${externalId}) was STARTED by ${who} ${hours} h ago and has no end yet`;
  return `${what}; it is left to that machine (take_over_after would take it)`;
}
