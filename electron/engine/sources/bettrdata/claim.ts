// How one of several machines takes a record (b17, b25). The API has no compare-and-set, so this is Fischer's mutual
// exclusion: read that it is free, write one's own mark, wait until everybody who had read "free" before must have
// written too, read again; the last writer has it. It is safe as long as an update reaches the server within
// `settleMs` after its read. What a client can do for that: an update is not sent later than half of it, and a claim
// whose update was answered later than that is not used for a while.
import type { JsonObject } from '#shared/json.ts';
import type { BettrDataSettings } from '#shared/source.ts';
import type { Clock } from '../../clock.ts';
import { WherryError } from '../../errors.ts';
import { escapeControls } from '../../escape-controls.ts';
import type { Log } from '../../log.ts';
import type { ClaimAnswer, FileHandle, Source } from '../source.ts';
import type { Api } from './api.ts';
import { type AttributeChanges, type AttributeWriter, attributesOf } from './attributes.ts';
import { claimAttributeOf, claimText, readClaimMark } from './claim-mark.ts';
import { matcher } from './match-where.ts';
import { startedWhere } from './query.ts';
import { STATUS, contentOf } from './record.ts';

/** Reads again where the update would have been sent too late, as behind the limit of requests. */
const MAX_ROUNDS = 5;

export interface ClaimDeps {
  api: Api;
  writer: AttributeWriter;
  clock: Clock;
  log: Log;
  /** `host:installation`, stable over restarts. */
  claimant: string;
  /** STARTED, and the error of an earlier failure emptied. */
  started: (present: JsonObject) => AttributeChanges;
}

export function createClaim(settings: BettrDataSettings, deps: ClaimDeps): NonNullable<Source['claim']> {
  const { api, writer, clock, log, claimant, started } = deps;
  const { statusAttribute, claim, query } = settings;
  const startedFilter = startedWhere(query.where, statusAttribute);
  /** Null from the moment that a server has shown that it keeps no such attribute, unless the rule names it. */
  let attribute = claimAttributeOf(settings);

  function isStarted(present: JsonObject): boolean {
    return present[statusAttribute] === STATUS.started;
  }

  function isMine(present: JsonObject): boolean {
    return attribute !== null && isStarted(present) && readClaimMark(present[attribute])?.owner === claimant;
  }

  /** Another machine's claim that the rule lets us take over (b27). */
  function isAbandoned(record: JsonObject, present: JsonObject): boolean {
    if (attribute === null || claim.takeOverAfterMs === null || !isStarted(present)) return false;
    const at = readClaimMark(present[attribute])?.at ?? null;
    return at !== null && clock.now() - at > claim.takeOverAfterMs && matcher(startedFilter)(record);
  }

  function isFree(record: JsonObject, present: JsonObject, file: FileHandle): boolean {
    return contentOf(record).ref === file.ref && (matcher(query.where)(record) || isAbandoned(record, present));
  }

  /** STARTED without a mark, as we would have left it where none is kept. */
  function isUnsigned(record: JsonObject, present: JsonObject, file: FileHandle): boolean {
    const hasMark = attribute !== null && readClaimMark(present[attribute]) !== null;
    return contentOf(record).ref === file.ref && isStarted(present) && !hasMark;
  }

  /** The second read: whose mark has lasted? Without a wait it would only see again what the update's answer has shown. */
  async function settleClaim(file: FileHandle, name: string, signal: AbortSignal): Promise<ClaimAnswer> {
    if (claim.settleMs === 0) return 'claimed';
    await clock.sleep(claim.settleMs, signal);
    const record = await readUnlessGone(api, file.externalId, signal);
    if (record === null) return 'gone';
    const present = attributesOf(record, file.externalId);
    if (isMine(present)) return 'claimed';
    const by = readClaimMark(present[name])?.owner ?? 'somebody who leaves no mark';
    log.info(`${file.name}: ${escapeControls(by).slice(0, 100)} was here at the same time and has it`);
    return 'taken';
  }

  return async (file, isOurs, signal) => {
    const id = file.externalId;
    for (let round = 1; round <= MAX_ROUNDS; round++) {
      const readAt = clock.now();
      const record = await readUnlessGone(api, id, signal);
      if (record === null) return 'gone';
      const present = attributesOf(record, id);
      if (attribute !== null && isMine(present)) return settleClaim(file, attribute, signal);
      const isPerhapsOurs = isOurs === 'perhaps' && isUnsigned(record, present, file);
      if (isOurs !== true && !isPerhapsOurs && !isFree(record, present, file))
        return isStarted(present) ? 'taken' : 'gone';
      const mark = attribute === null ? {} : { [attribute]: claimText(claimant, readAt) };
      const sendBefore = attribute === null || claim.settleMs === 0 ? undefined : readAt + claim.settleMs / 2;
      let kept: JsonObject;
      try {
        kept = await writer.write(record, id, { ...mark, ...started(present) }, signal, sendBefore);
      } catch (error) {
        if (error instanceof WherryError && error.code === 'too-late') continue;
        throw error;
      }
      if (attribute === null) return 'claimed';
      if (kept[attribute] === undefined) {
        attribute = withoutMark(claim.attribute, attribute, log);
        return 'claimed';
      }
      const isLate = claim.settleMs > 0 && clock.now() - readAt > claim.settleMs;
      const answer = await settleClaim(file, attribute, signal);
      return answer === 'claimed' && isLate ? 'in-doubt' : answer;
    }
    throw new WherryError(
      'claim-too-slow',
      `${id}: it took more than ${claim.settleMs / 2} ms from reading it to writing`,
      {
        kind: 'transient',
        hint: 'Raise claim_settle, the same on every machine, or requests_per_minute.',
      },
    );
  };
}

/** A server that drops the mark: an error where the rule relies on it, one warning where it is only the default. */
function withoutMark(named: string | null | undefined, name: string, log: Log): null {
  const message = `the server does not keep the attribute ${name}`;
  if (named !== undefined) {
    const hint = 'Several machines need it. For a single one set claim_attribute = off.';
    throw new WherryError('claim-ignored', message, { kind: 'config', hint });
  }
  log.warn(`${message}: claims carry no mark, so only one machine may use this filter; claim_attribute = off says so`);
  return null;
}

async function readUnlessGone(api: Api, id: string, signal: AbortSignal): Promise<JsonObject | null> {
  try {
    return await api.record(id, signal);
  } catch (error) {
    if (error instanceof WherryError && error.code === 'record-gone') return null;
    throw error;
  }
}
