// Schedules of another kind that keep what both have. Pure.
import type { Schedule } from '#shared/schedule.ts';

function here(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export function scheduleOf(kind: string, before: Schedule): Schedule {
  const timezone = 'timezone' in before ? before.timezone : here();
  const at = 'at' in before ? before.at : '07:00';
  switch (kind) {
    case 'daily':
      return { kind, at, timezone };
    case 'weekly':
      return { kind, at, weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'], timezone };
    case 'cron':
      return { kind, expression: '*/15 * * * *', timezone };
    case 'named':
      return { kind, every: 'hourly' };
    default:
      return { kind: 'interval', everyMs: 60_000 };
  }
}

/** All zones, this computer's and UTC first. */
export function zones(): string[] {
  return [...new Set([here(), 'UTC', ...Intl.supportedValuesOf('timeZone')])];
}
