// The attributes that Wherry writes, and nothing else of a record: status, error, and while it works, who it is
// (b17-b25). claim.ts tells how a record is taken, attributes.ts how it is written.
import { type Json, type JsonObject } from '#shared/json.ts';
import type { BettrDataSettings } from '#shared/source.ts';
import type { Source } from '../source.ts';
import type { Api } from './api.ts';
import { type AttributeChanges, attributesOf, createAttributeWriter } from './attributes.ts';
import { type ClaimDeps, createClaim } from './claim.ts';
import { claimAttributeOf, readClaimMark } from './claim-mark.ts';
import { STATUS } from './record.ts';

const MAX_ERROR_CHARACTERS = 1_000;

export interface WriteBack {
  /** Writes STARTED. See Source.claim. */
  claim: NonNullable<Source['claim']>;
  /** Writes SUCCESS or FAILED. Throws `record-gone` (permanent), `write-back-ignored`, `write-back-refused` (config). */
  report: NonNullable<Source['report']>;
}

export type WriteBackDeps = { api: Api } & Pick<ClaimDeps, 'clock' | 'log' | 'claimant'>;

export function createWriteBack(settings: BettrDataSettings, deps: WriteBackDeps): WriteBack {
  const { statusAttribute, errorAttribute } = settings;
  const { api, claimant } = deps;
  const writer = createAttributeWriter(settings, api);
  const claimAttribute = claimAttributeOf(settings);

  /** The error attribute is emptied where it holds something, and only then (b22); without one, nothing is said (b23). */
  function changesOf(present: JsonObject, status: string, error: string): AttributeChanges {
    const hadError =
      errorAttribute !== null && Object.hasOwn(present, errorAttribute) && !isEmpty(present[errorAttribute]);
    const setsError = errorAttribute !== null && (error !== '' || hadError);
    return { ...(setsError ? { [errorAttribute]: error } : {}), [statusAttribute]: status };
  }

  /** Ours goes with the final status (b18); that of a machine that has taken the record over stays. */
  function withoutClaim(present: JsonObject): AttributeChanges {
    if (claimAttribute === null || readClaimMark(present[claimAttribute])?.owner !== claimant) return {};
    return { [claimAttribute]: null };
  }

  return {
    claim: createClaim(settings, { ...deps, writer, started: (present) => changesOf(present, STATUS.started, '') }),
    async report(file, { outcome, error }, signal) {
      const record = await api.record(file.externalId, signal);
      const present = attributesOf(record, file.externalId);
      const changes = changesOf(present, STATUS[outcome], error === null ? '' : asAttribute(error));
      await writer.write(record, file.externalId, { ...withoutClaim(present), ...changes }, signal);
    },
  };
}

/** One line of at most 1,000 characters (b22). */
function asAttribute(error: string): string {
  const line = error.toWellFormed().replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
  return Array.from(line).slice(0, MAX_ERROR_CHARACTERS).join('');
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '';
}
