// A length of time as a number and a unit, as people give it. Pure.

export const UNITS = { s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 } as const;
export type Unit = keyof typeof UNITS;
export const UNIT_NAMES: Readonly<Record<Unit, string>> = { s: 'seconds', min: 'minutes', h: 'hours', d: 'days' };

/** With the largest unit of which it is a whole number. */
export function toParts(ms: number): { amount: number; unit: Unit } {
  for (const unit of ['d', 'h', 'min'] as const) {
    if (ms > 0 && ms % UNITS[unit] === 0) return { amount: ms / UNITS[unit], unit };
  }
  return { amount: ms / UNITS.s, unit: 's' };
}

/** Whole milliseconds. */
export function toMs(amount: number, unit: Unit): number {
  return Math.round(amount * UNITS[unit]);
}

/** `5 min`, `1 day`, `90 s`. */
export function durationInWords(ms: number): string {
  const { amount, unit } = toParts(ms);
  if (unit === 'd') return `${amount} ${amount === 1 ? 'day' : 'days'}`;
  return `${amount} ${unit}`;
}
