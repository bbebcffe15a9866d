const MORNING = 8;

/** 08:00 of the next day on the wall of this machine, epoch ms. */
export function tomorrowMorning(now: Date): number {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, MORNING).getTime();
}
