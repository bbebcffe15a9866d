// What a bench tells besides its text: ratios, which hold on another machine where times do not. `bench.ts` collects
// them from the benches that it starts and holds them against the last ones that were committed.

export interface Ratio {
  /** Unique in its bench. */
  name: string;
  value: number;
  /** `more`: how many times as fast as the peer; `less`: what a cost grows by. */
  better: 'more' | 'less';
  /** What issue or promise asks for; null: nobody does. */
  goal: number | null;
}

/** Prints it, and tells `bench.ts` where that one listens. */
export function tellRatio(ratio: Ratio): void {
  print(`  ${inWords(ratio)}`);
  process.send?.(ratio);
}

export function inWords({ name, value, better, goal }: Ratio): string {
  const text = `${name}: ${value.toFixed(2)} x`;
  if (goal === null) return text;
  const isReached = better === 'more' ? value >= goal : value <= goal;
  return `${text}, goal ${better === 'more' ? '>=' : '<='} ${goal} x ${isReached ? 'reached' : 'MISSED'}`;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function print(line: string): void {
  process.stdout.write(`  ${line}\n`);
}
