// The last committed ratios, and which of those measured now are worse by more than machines differ.
import fs from 'node:fs';
import path from 'node:path';
import type { Ratio } from './figures.ts';

/** Ratios by bench, then by name. */
export type Measured = Record<string, Record<string, Ratio>>;
type Baseline = Record<string, Record<string, number>>;

/** What is left of a ratio that has not fallen: two runs of one commit differ by up to 15 % on a busy machine. */
const KEPT = 0.75;
const FILE = path.join(import.meta.dirname, 'baseline.json');

export function readBaseline(): Baseline {
  return JSON.parse(fs.readFileSync(FILE, 'utf8')) as Baseline;
}

/** Ratios of benches that were not run, or of peers that are not installed, stay as they were. */
export function saveBaseline(measured: Measured): void {
  const baseline = readBaseline();
  for (const [bench, ratios] of Object.entries(measured)) {
    for (const { name, value } of Object.values(ratios)) (baseline[bench] ??= {})[name] = Number(value.toPrecision(3));
  }
  fs.writeFileSync(FILE, `${JSON.stringify(baseline, null, 2)}\n`);
}

/** A line for each ratio that fell by more than a quarter; a new one has nothing to fall from. */
export function fallen(baseline: Baseline, measured: Measured): string[] {
  return Object.entries(measured).flatMap(([bench, ratios]) =>
    Object.values(ratios).flatMap(({ name, value, better }) => {
      const before = baseline[bench]?.[name];
      if (before === undefined) return [];
      const left = better === 'more' ? value / before : before / value;
      return left >= KEPT ? [] : [`${bench}, ${name}: ${before} x before, ${value.toFixed(2)} x now`];
    }),
  );
}
