// Times, sizes and numbers as they are shown. Numbers and dates follow the user's locale; words are English like the rest.

const count = new Intl.NumberFormat();
const oneDigit = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const clockAndDay = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const clockAndDate = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function formatCount(value: number): string {
  return count.format(value);
}

/** `1 file`, `2,400 files`. */
export function formatPlural(value: number, one: string, many = `${one}s`): string {
  return `${count.format(value)} ${value === 1 ? one : many}`;
}

/** To the second: for a hover, a timeline, a copy. */
export function formatExact(at: number): string {
  return exact.format(at);
}

/** `just now`, `12 s ago`, `in 4 min`, `yesterday`; the date from a week on. */
export function formatRelative(at: number, now: number): string {
  const distance = at - now;
  const span = Math.abs(distance);
  if (span < 5 * SECOND) return distance > 0 ? 'now' : 'just now';
  if (span >= 7 * DAY) return day.format(at);
  if (span >= DAY && span < 2 * DAY) return distance > 0 ? 'tomorrow' : 'yesterday';
  return distance > 0 ? `in ${roundSpan(span, Math.ceil)}` : `${roundSpan(span, Math.floor)} ago`;
}

/** The same within a sentence: `next run in 4 min`, `next run now`. */
export function formatIn(at: number, now: number): string {
  return at - now < 5 * SECOND ? 'now' : formatRelative(at, now);
}

/** What is to come is rounded up, what was is rounded down: a run in 3 min 50 s is `in 4 min`. */
function roundSpan(span: number, round: (value: number) => number): string {
  if (round(span / SECOND) < 60) return `${round(span / SECOND)} s`;
  if (round(span / MINUTE) < 60) return `${round(span / MINUTE)} min`;
  if (round(span / HOUR) < 24) return `${round(span / HOUR)} h`;
  return `${round(span / DAY)} days`;
}

/** `18:00`; with the day where it is not today. */
export function formatClock(at: number, now: number): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  if (isToday) return clock.format(at);
  return at - now < 6 * DAY && at > now ? clockAndDay.format(at) : clockAndDate.format(at);
}

/** `84 ms`, `1.2 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`: two units at most. */
export function formatDuration(ms: number): string {
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  if (ms < 10 * SECOND) return `${oneDigit.format(ms / SECOND)} s`;
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return twoUnits(ms, MINUTE, 'min', SECOND, 's');
  if (ms < DAY) return twoUnits(ms, HOUR, 'h', MINUTE, 'min');
  return twoUnits(ms, DAY, 'd', HOUR, 'h');
}

function twoUnits(ms: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((ms % large) / small);
  const whole = `${count.format(Math.floor(ms / large))} ${largeName}`;
  return rest === 0 ? whole : `${whole} ${rest} ${smallName}`;
}

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** `812 B`, `4.2 KiB`, `1.5 GiB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1_023.95 && unit < BYTE_UNITS.length - 1) {
    value /= 1_024;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? count.format(Math.round(value)) : oneDigit.format(value)} ${BYTE_UNITS[unit]}`;
}

/** `1,204 of 5,000` of what is under way, as 0..1; null: nobody knows. */
export function fraction(done: number, total: number | null): number | null {
  return total === null || total <= 0 ? null : Math.min(1, done / total);
}
