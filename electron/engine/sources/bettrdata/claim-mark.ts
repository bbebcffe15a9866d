// The claim attribute beside STARTED: which installation has taken a record, and when (b25). Readable by people:
// `host:installation pid 2026-11-23T06:00:00.000Z`. What a record holds there may come from anybody.
import { type Json, isJsonObject } from '#shared/json.ts';
import type { BettrDataSettings } from '#shared/source.ts';

export interface ClaimMark {
  /** `host:installation`. */
  owner: string;
  /** Epoch ms; null where the text tells no time. */
  at: number | null;
}

export function claimText(claimant: string, now: number): string {
  return `${claimant} ${process.pid} ${new Date(now).toISOString()}`;
}

/** Null where nobody has left a mark. */
export function readClaimMark(value: Json | undefined): ClaimMark | null {
  if (typeof value !== 'string' || value.trim() === '') return null;
  const words = value.trim().split(/\s+/);
  const at = Date.parse(words.at(-1) ?? '');
  return { owner: words[0] ?? '', at: Number.isNaN(at) ? null : at };
}

/**
 * The attribute's name; null: claims carry no mark. Unless the rule says it: `client_claim` beside `client_status`, so
 * that rules with different status attributes do not meet; none where only single keys are written, as such a write
 * could not take the mark away at the end (b18).
 */
export function claimAttributeOf({ claim, statusAttribute, writeBack }: BettrDataSettings): string | null {
  if (claim.attribute !== undefined) return claim.attribute;
  return writeBack.mode === 'dotted' ? null : `${statusAttribute.replace(/_?status$/i, '')}_claim`.replace(/^_/, '');
}

/** By its mark. A record without one may be anybody's. */
export function isOfAnotherHost(record: Json, settings: BettrDataSettings, claimant: string): boolean {
  const attributes = isJsonObject(record) ? record['attributes'] : null;
  const name = claimAttributeOf(settings);
  const mark = isJsonObject(attributes) && name !== null ? readClaimMark(attributes[name]) : null;
  return mark !== null && mark.owner.split(':', 1)[0] !== claimant.split(':', 1)[0];
}
