import type { FileStory } from '#shared/story.ts';
import { type StepNames } from './position-name.ts';
export interface Sentences {
  /** What happened. */
  what: string;
  /** What Wherry does next, or what a person can do. Null: nothing is left to be done. */
  next: string | null;
}
export declare function whyHere({ file, report }: Pick<FileStory, 'file' | 'report'>, names: StepNames): Sentences;
/** For each state that waits for a person. */
export declare const WHAT_TO_DO: {
  readonly failed: 'Mend the cause, then choose Retry: it goes on where it failed. It is also tried again by itself when its source lists it again.';
  readonly interrupted: 'Its command had begun when Wherry stopped, and nobody knows whether it finished. Look at what the command does, then choose Retry, Mark done or Skip.';
  readonly quarantined: 'It is not tried again by itself. Mend the cause, then choose Retry; or Skip it.';
};
