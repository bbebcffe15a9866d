// The story of a file as lines of a timeline: every transition in a sentence, the end of each command in its place.
import { FileState, Position } from '#shared/file.ts';
import { type FileStory, NOT_TOLD } from '#shared/story.ts';
import { positionName, stepName, type StepNames } from './position-name.ts';

export type StepResult = FileStory['steps'][number];
type Transition = FileStory['transitions'][number];

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
export function storyLines({ transitions, steps }: FileStory, names: StepNames): StoryLine[] {
  const lines = transitions.map((transition, index) => lineOf(transition, `move-${index}`, names));
  const results = steps.map((step, index) => lineOfStep(step, `step-${index}`, names));
  // The end of a step is stored with the move that follows from it, so it stands before that.
  return withoutEcho([...results, ...lines].toSorted((a, b) => a.at - b.at));
}

/** The move after a failed step repeats its error; once is enough. */
function withoutEcho(lines: readonly StoryLine[]): StoryLine[] {
  return lines.map((line, index) => {
    const isEcho = line.kind === 'quiet' && line.detail !== null && line.detail === lines[index - 1]?.detail;
    return isEcho ? Object.assign(line, { detail: null }) : line;
  });
}

function lineOfStep(step: StepResult, key: string, names: StepNames): StoryLine {
  return {
    key,
    at: step.endedAt,
    kind: 'step',
    title: `${positionText(step.step, names)} ${endedHow(step.result)}`,
    detail: step.result.error,
    state: null,
    step,
  };
}

/** `succeeded`, `failed with exit code 3`, `was ended after its time limit`. */
function endedHow({ outcome, ended, exitCode, signal }: StepResult['result']): string {
  if (ended === 'timeout') return 'was ended at its time limit';
  if (ended === 'cancelled') return 'was ended because Wherry stopped';
  if (ended === 'signal') return `was ended by another program (${signal ?? 'unknown signal'})`;
  if (outcome === 'succeeded') return 'succeeded';
  return exitCode === null ? 'failed' : `failed with exit code ${exitCode}`;
}

function lineOf({ at, verb, state, position, detail }: Transition, key: string, names: StepNames): StoryLine {
  const parsed = FileState.safeParse(state);
  const [kind, title] = sentence(verb, state, positionText(position, names), detail);
  return {
    key,
    at,
    kind,
    title,
    detail: detail === NOT_TOLD ? null : detail,
    state: parsed.success ? parsed.data : null,
    step: null,
  };
}

function positionText(position: string, names: StepNames): string {
  const parsed = Position.safeParse(position);
  return parsed.success ? positionName(parsed.data, names) : position;
}

function sentence(verb: string, state: string, position: string, detail: string | null): [StoryLine['kind'], string] {
  switch (verb) {
    case 'discover':
      return ['state', state === 'skipped' ? 'Found at the source and skipped' : 'Found at the source'];
    case 'claim':
      return ['state', `Work began with ${position}`];
    case 'claimed':
      return ['quiet', 'The source was told STARTED'];
    case 'reserve':
      return ['quiet', 'Its local name was taken'];
    case 'begin':
      return ['quiet', `${position} began`];
    case 'advance':
      return ['quiet', `Next: ${position}`];
    case 'wait':
      return ['state', 'Put aside, to be tried again'];
    case 'release':
      return ['state', 'Put back as it was'];
    case 'finish':
      return ['state', finished(state, detail !== NOT_TOLD)];
    case 'recover':
      return ['state', state === 'interrupted' ? 'Interrupted in a command' : 'Taken up again after a stop'];
    case 'requeue':
      return ['state', `Put back for another try, from ${position}`];
    case 'skip':
      return ['state', 'Skipped'];
    case 'markDone':
      return ['state', 'Marked as done'];
    case 'reported':
      return ['quiet', 'The source has accepted the status'];
    default:
      return ['quiet', `${verb}, now ${state}`];
  }
}

function finished(state: string, isTold: boolean): string {
  if (!isTold) return state === 'done' ? 'Finished with success' : 'Failed';
  if (state === 'done') return 'Finished with success, and the source was told so';
  if (state === 'quarantined') return 'Failed too often and set aside; the source was told FAILED';
  return 'Failed; the source was told FAILED';
}

/** Names of the steps from the results of failed ones, which begin with it; for a rule that is not there any more. */
export function namesInStory({ steps }: FileStory): StepNames {
  const names: string[] = [];
  for (const { step, result } of steps) {
    const index = Number(step.slice('step:'.length));
    const name = /^([^\s:]+): /.exec(result.error ?? '')?.[1];
    if (name !== undefined && name !== 'timeout' && Number.isInteger(index)) names[index] = name;
  }
  return Array.from(names, (name, index) => name ?? stepName(index, []));
}
