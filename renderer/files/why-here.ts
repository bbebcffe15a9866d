// One or two sentences about a file for somebody who has never seen it: why it stands where it stands, and what comes next.
import type { FileRow } from '#shared/file.ts';
import type { FileStory } from '#shared/story.ts';
import { positionName, type StepNames } from './position-name.ts';

export interface Sentences {
  /** What happened. */
  what: string;
  /** What Wherry does next, or what a person can do. Null: nothing is left to be done. */
  next: string | null;
}

export function whyHere({ file, report }: Pick<FileStory, 'file' | 'report'>, names: StepNames): Sentences {
  const { state, position, attempt } = file;
  const place = positionName(position, names);
  switch (state) {
    case 'ready':
      if (position === 'report') return reportIsOwed(file);
      return attempt === 0
        ? { what: 'It was found at the source and waits for its turn.', next: 'It is processed as its rule runs.' }
        : { what: `It was put back and goes on with ${place}.`, next: 'It is processed at the next run of its rule.' };
    case 'active':
      return { what: `Wherry is working on it: ${place}.`, next: null };
    case 'waiting':
      if (position === 'report') return reportIsOwed(file);
      return {
        what: `Attempt ${attempt} did not get through ${place}, for a reason that may pass.`,
        next: 'It is tried again by itself at the time below, in a run of its rule.',
      };
    case 'done':
      return {
        what: file.reason?.startsWith('marked as done') ? `It was ${file.reason}.` : 'All its work was done.',
        next: report === null ? null : 'Its source does not know that yet and is told at the next run of the rule.',
      };
    case 'skipped':
      return { what: 'It is not processed.', next: 'Choose Retry if it should be.' };
    case 'failed':
      return { what: `It failed at ${placeOfFailure(file, names)}.`, next: WHAT_TO_DO.failed };
    case 'interrupted':
      return { what: `It was interrupted in ${placeOfFailure(file, names)}.`, next: WHAT_TO_DO.interrupted };
    case 'quarantined':
      return {
        what: `It failed ${file.failures} ${file.failures === 1 ? 'time' : 'times, the last time'} at ${placeOfFailure(file, names)}.`,
        next: WHAT_TO_DO.quarantined,
      };
  }
}

/** For each state that waits for a person. */
export const WHAT_TO_DO = {
  failed:
    'Mend the cause, then choose Retry: it goes on where it failed. It is also tried again by itself when its source lists it again.',
  interrupted:
    'Its command had begun when Wherry stopped, and nobody knows whether it finished. Look at what the command does, then choose Retry, Mark done or Skip.',
  quarantined: 'It is not tried again by itself. Mend the cause, then choose Retry; or Skip it.',
} as const;

function reportIsOwed({ outcome }: FileRow): Sentences {
  const end = outcome === 'failed' ? 'It failed' : 'All its work was done';
  return {
    what: `${end}, but its source has not accepted the status yet.`,
    next: 'Only the status is sent again; no command is run.',
  };
}

function placeOfFailure({ failedAt, position }: FileRow, names: StepNames): string {
  return positionName(failedAt ?? position, names);
}
