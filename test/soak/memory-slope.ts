import type { Sample } from './soak-settings.ts';

/** How much resident memory grew per 1,000 files in MB, by least squares; null where there is too little to tell. */
export function memorySlope(samples: readonly Sample[]): number | null {
  // The first half is warming up: code is compiled, caches and the heap find their size.
  const settled = samples.slice(Math.floor(samples.length / 2));
  const [first, last] = [settled.at(0), settled.at(-1)];
  if (first === undefined || last === undefined || last.finished - first.finished < 500) return null;
  const files = settled.map(({ finished }) => finished / 1_000);
  const megabytes = settled.map(({ rssBytes }) => rssBytes / 1024 ** 2);
  const [meanFiles, meanMegabytes] = [mean(files), mean(megabytes)];
  const covariance = mean(files.map((x, index) => (x - meanFiles) * (megabytes[index]! - meanMegabytes)));
  return covariance / mean(files.map((x) => (x - meanFiles) ** 2));
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
