// Which of the words after `npm test --` are for which runner; undefined means that this runner is not wanted.

export interface Wanted {
  vitest: string[] | undefined;
  playwright: string[] | undefined;
}

/** Options ("-t", "--update") go to Playwright if only paths of its own are named, else to Vitest. */
export function splitArguments(words: string[]): Wanted {
  if (words.length === 0) return { vitest: [], playwright: [] };
  const options = words.filter((word) => word.startsWith('-'));
  const paths = words.filter((word) => !word.startsWith('-'));
  const ofPlaywright = paths.filter(isForPlaywright);
  const ofVitest = paths.filter((path) => !isForPlaywright(path));
  if (ofVitest.length === 0 && ofPlaywright.length > 0) {
    return { vitest: undefined, playwright: [...ofPlaywright, ...options] };
  }
  // As they were given: the value of an option stands behind it.
  const vitest = words.filter((word) => !ofPlaywright.includes(word));
  return { vitest, playwright: ofPlaywright.length > 0 ? ofPlaywright : undefined };
}

function isForPlaywright(path: string): boolean {
  return /\.spec\.ts(:\d+)*$/.test(path) || /(^|[\\/])test[\\/](desktop|browser)([\\/]|$)/.test(path);
}
