// Several ways to do the same job, timed in the same run: they take turns, so that whatever else the machine does hits
// all of them, and the first of a round changes, so that nobody always comes after the same neighbour.
import { median, print } from './figures.ts';

export interface Contender {
  name: string;
  run(): Promise<unknown>;
}

export interface ContestOptions {
  /** At least 5, or the median means little. */
  rounds: number;
  /** Not timed; before each turn. */
  prepare?: () => Promise<void> | void;
  /** Not timed; after each turn: throws where the job was not done. */
  check?: () => Promise<void> | void;
}

/** Seconds of each, by name. Prints a line for each: median, least and most, and how far apart these are. */
export async function contest(
  contenders: readonly Contender[],
  { rounds, prepare, check }: ContestOptions,
): Promise<Map<string, number>> {
  const seconds = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const first = round % contenders.length;
    for (const { name, run } of [...contenders.slice(first), ...contenders.slice(0, first)]) {
      await prepare?.();
      const startedAt = performance.now();
      await run();
      seconds.get(name)!.push((performance.now() - startedAt) / 1_000);
      await check?.();
    }
  }
  for (const [name, times] of seconds) print(`${name.padEnd(40)} ${inWords(times)}`);
  return new Map([...seconds].map(([name, times]) => [name, median(times)]));
}

function inWords(times: readonly number[]): string {
  const [middle, least, most] = [median(times), Math.min(...times), Math.max(...times)];
  const noise = ((most - least) / 2 / middle) * 100;
  return `${middle.toFixed(2).padStart(7)} s  (${least.toFixed(2)} to ${most.toFixed(2)}, ±${noise.toFixed(0)} %)`;
}
