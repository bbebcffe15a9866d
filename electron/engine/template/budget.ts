// Bounds of a rendering. Rendering is synchronous, so what is left of the running one is kept here instead of
// being handed through every operation; `withinBudget` restores what was before.
import { LIMIT, PyError } from './template-error.ts';

/** Evaluation steps of a rendering: a loop turn, a call, an item, or 64 characters of a text that is built. */
const MAX_STEPS = 1_000_000;
/** UTF-16 units of any text: Linux accepts 128 KiB for one argument, Windows 32 Ki for a whole command line. */
export const MAX_TEXT = 1 << 20;
/** Macros and recursive loops within each other; Python gives up near 250. */
const MAX_DEPTH = 200;

let steps = 0;
let depth = 0;

export function withinBudget<T>(work: () => T): T {
  const before = { steps, depth };
  steps = MAX_STEPS;
  depth = 0;
  try {
    return work();
  } finally {
    ({ steps, depth } = before);
  }
}

/** Takes steps from the budget; throws when they are used up. */
export function spend(count: number): void {
  steps -= count;
  if (steps < 0) {
    throw new PyError(LIMIT, `the template takes more than ${MAX_STEPS.toLocaleString('en')} steps`);
  }
}

/** Called before a text of so many UTF-16 units is built. */
export function spendText(length: number): void {
  if (length > MAX_TEXT) {
    throw new PyError(
      LIMIT,
      `a text of ${length.toLocaleString('en')} characters; at most ${MAX_TEXT.toLocaleString('en')}`,
    );
  }
  spend(1 + (length >> 6));
}

/** Runs a macro or a recursive loop one level deeper. */
export function deeper<T>(work: () => T): T {
  depth += 1;
  if (depth > MAX_DEPTH) throw new PyError('RecursionError', `calls nested deeper than ${MAX_DEPTH}`);
  try {
    return work();
  } finally {
    depth -= 1;
  }
}
