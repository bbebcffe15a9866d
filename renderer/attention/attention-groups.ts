// The files that wait for a person, put together by what they have in common: how they stand, and where and why it failed.
import { ATTENTION, type FileState, type Position } from '#shared/file.ts';
import type { ListedFile } from '#shared/story.ts';
import { positionName, type StepNames } from '../files/position-name.ts';

export type AttentionState = 'failed' | 'interrupted' | 'quarantined';

export interface AttentionGroup {
  key: string;
  state: AttentionState;
  ruleId: string;
  /** Where it failed. */
  position: Position;
  /** What it failed at there: the content was not what the source says, it took too long, anything else. */
  cause: 'content' | 'time' | 'other';
  /** Newest first. */
  files: ListedFile[];
}

/** In the order in which they want a look; within it, the larger group first. */
const ORDER: readonly AttentionState[] = ['interrupted', 'quarantined', 'failed'];

export function attentionGroups(files: readonly ListedFile[]): AttentionGroup[] {
  const groups = new Map<string, AttentionGroup>();
  for (const file of files) {
    const { state, ruleId } = file;
    if (!isAttention(state)) continue;
    const [position, cause] = [file.failedAt ?? file.position, causeOf(file)];
    const key = [state, ruleId, position, cause].join(' ');
    const group = groups.get(key);
    if (group) group.files.push(file);
    else groups.set(key, { key, state, ruleId, position, cause, files: [file] });
  }
  return [...groups.values()].toSorted(
    (a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || b.files.length - a.files.length,
  );
}

export function isAttention(state: FileState): state is AttentionState {
  return ATTENTION.includes(state);
}

function causeOf({ reason }: ListedFile): AttentionGroup['cause'] {
  if (reason?.startsWith('verify: ')) return 'content';
  return reason?.startsWith('timeout') ? 'time' : 'other';
}

const STATE_VERBS: Readonly<Record<AttentionState, string>> = {
  failed: 'Failed at',
  interrupted: 'Interrupted in',
  quarantined: 'Set aside after failing at',
};

/** `Failed at command_1`. */
export function groupTitle({ state, position, cause }: AttentionGroup, names: StepNames): string {
  const place = positionName(position, names);
  if (cause === 'content') return `${STATE_VERBS[state]} the check of its content`;
  return `${STATE_VERBS[state]} ${cause === 'time' ? `the time limit of ${place}` : place}`;
}
