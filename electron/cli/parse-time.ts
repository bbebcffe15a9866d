// Times as people write them on the command line.

const UNIT_MS: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `90m`, in ms; null where it is none. */
export function parseDuration(text: string): number | null {
  const match = /^(\d{1,6})([smhd])$/.exec(text);
  return match === null ? null : Number(match[1]) * UNIT_MS[match[2]!]!;
}

/** `18:30` (the next one), `2026-11-24 08:00` or ISO 8601, in epoch ms; null where it is none. Without zone: local time. */
export function parseMoment(text: string, now: number): number | null {
  const time = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text);
  if (time !== null) {
    const moment = new Date(now);
    moment.setHours(Number(time[1]), Number(time[2]), 0, 0);
    if (moment.getTime() <= now) moment.setDate(moment.getDate() + 1);
    return moment.getTime();
  }
  const isMoment = /^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.test(text);
  // A date alone would be midnight in UTC.
  const moment = Date.parse(text.length === 10 ? `${text}T00:00` : text.replace(' ', 'T'));
  return isMoment && !Number.isNaN(moment) ? moment : null;
}
