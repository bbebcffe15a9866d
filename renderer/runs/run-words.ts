// A run in words.
import type { Run } from '#shared/run.ts';
import { formatPlural } from '../ui/format.ts';

/** `3 of 5 succeeded, 1 failed, 1 waits`; what there was none of is left out. */
export function runSummary({ state, listed, succeeded, failed, waiting }: Run): string {
  if (state === 'running') return 'Under way';
  if (listed + succeeded + failed + waiting === 0) return 'Nothing to do';
  const parts = [
    `${formatPlural(listed, 'file')} listed`,
    succeeded > 0 && `${succeeded} succeeded`,
    failed > 0 && `${failed} failed`,
    waiting > 0 && `${formatPlural(waiting, 'file waits', 'files wait')} for another try`,
  ];
  return parts.filter(Boolean).join(', ');
}

/** For somebody who opens a run: what its state means. */
export const RUN_MEANS: Readonly<Record<Run['state'], string>> = {
  running: 'The rule is being run now.',
  succeeded: 'Everything that was due was done.',
  partial: 'The run did its work, but some of its files failed; they are on the page Attention.',
  failed: 'The run itself could not do its work; files that it did not get to stay as they were.',
  cancelled: 'Somebody stopped it. Files that it did not get to stay as they were.',
  interrupted: 'Wherry ended in the middle of it. What it was doing was settled at the next start.',
};
