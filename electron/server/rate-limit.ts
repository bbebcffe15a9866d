// How often one may ask: so many at once, refilled at a steady rate, for each who asks. Pure; time is passed in.

export interface RateLimit {
  /** 0: go on. Else the ms after which it may be tried again. */
  take(who: string, now: number): number;
}

/** Those who ask are addresses; more than this at once are forgotten, oldest first. */
const MAX_KNOWN = 1_000;

export function createRateLimit({ atOnce, perSecond }: { atOnce: number; perSecond: number }): RateLimit {
  const known = new Map<string, { left: number; at: number }>();
  return {
    take(who, now) {
      const before = known.get(who) ?? { left: atOnce, at: now };
      const left = Math.min(atOnce, before.left + ((now - before.at) / 1000) * perSecond);
      known.delete(who);
      known.set(who, { left: left < 1 ? left : left - 1, at: now });
      if (known.size > MAX_KNOWN) known.delete(known.keys().next().value!);
      return left < 1 ? Math.ceil(((1 - left) / perSecond) * 1000) : 0;
    },
  };
}
