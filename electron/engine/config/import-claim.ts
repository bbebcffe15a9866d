// The keys of [processing] about several machines on one filter (b25, b27).
import type * as z from 'zod';
import type { ClaimSettings } from '#shared/source.ts';
import type { SectionSettings } from './settings-reader.ts';

const HOUR_MS = 3_600_000;
/** A year. */
const MAX_HOURS = 8_760;

/** @param taken names that the status and the error have */
export function readClaim(
  section: SectionSettings,
  taken: readonly (string | undefined)[],
): z.input<typeof ClaimSettings> {
  return {
    attribute: readAttribute(section, taken),
    settleMs: section.seconds('claim_settle', { min: 0 }),
    leaseMs: readHours(section, 'claim_lease'),
    takeOverAfterMs: readHours(section, 'take_over_after'),
  };
}

/** Blank is the default, so switching it off has a word of its own. */
function readAttribute(section: SectionSettings, taken: readonly (string | undefined)[]): string | null | undefined {
  const name = section.text('claim_attribute');
  if (name === undefined) return undefined;
  if (['off', 'none'].includes(name.toLowerCase())) return null;
  if (/[.$\0]/.test(name)) {
    section.problem('claim_attribute', 'must not contain a dot or $', 'Write a name, as in client_claim, or off.');
  }
  if (taken.includes(name)) {
    section.problem('claim_attribute', 'is the status or the error attribute too', 'Write another name, or off.');
  }
  return name;
}

function readHours(section: SectionSettings, key: string): number | undefined {
  const hours = section.integer(key, { min: 1, max: MAX_HOURS });
  return hours === undefined ? undefined : hours * HOUR_MS;
}
