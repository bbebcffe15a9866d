import { FileState } from '#shared/file.ts';
import type { FileStory } from '#shared/story.ts';
import { type StepNames } from './position-name.ts';
export type StepResult = FileStory['steps'][number];
/** `step`: look at `step`. `state`: the sign of the state in which the file was then. `quiet`: for those who look closely. */
export interface StoryLine {
  key: string;
  at: number;
  kind: 'state' | 'quiet' | 'step';
  /** A sentence without its full stop. */
  title: string;
  /** Why, or who; as the engine has noted it. */
  detail: string | null;
  state: FileState | null;
  step: StepResult | null;
}
/** Oldest first. */
export declare function storyLines({ transitions, steps }: FileStory, names: StepNames): StoryLine[];
/** Names of the steps from the results of failed ones, which begin with it; for a rule that is not there any more. */
export declare function namesInStory({ steps }: FileStory): StepNames;
