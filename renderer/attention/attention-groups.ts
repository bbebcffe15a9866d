// The files that wait for a person, put together by what they have in common: how they stand, and where and why it failed.
import { ATTENTION, type FileState } from '#shared/file.ts';
import type { ListedFile } from '#shared/story.ts';
import { positionName, type StepNames } from '../files/position-name.ts';

export type AttentionState = 'failed' | 'interrupted' | 'quarantined';

export interface AttentionGroup {
  key: string;
  state: AttentionState;
  /** `Failed at command_1`. */
  title: string;
  ruleId: string;
  /** Newest first. */
  files: ListedFile[];
}

/** In the order in which they want a look: interrupted, quarantined, failed; the larger group first. */
const ORDER: readonly AttentionState[] = ['interrupted', 'quarantined', 'failed'];

const STATE_VERBS: Readonly<Record<AttentionState, string>> = {
  failed: 'Failed at',
  interrupted: 'Interrupted in',
  quarantined: 'Set aside after failing at',
};

export function attentionGroups(
  files: readonly ListedFile[],
  namesOf: (ruleId: string) => StepNames,
): AttentionGroup[] {
  const groups = new Map<string, AttentionGroup>();
  for (const file of files) {
    if (!isAttention(file.state)) continue;
    const place = reasonPlace(file, namesOf(file.ruleId));
    const key = [file.state, file.ruleId, place].join('\n');
    const group = groups.get(key);
    if (group) group.files.push(file);
    else {
      const title = `${STATE_VERBS[file.state]} ${place}`;
      groups.set(key, { key, state: file.state, title, ruleId: file.ruleId, files: [file] });
    }
  }
  return [...groups.values()].toSorted(
    (a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || b.files.length - a.files.length,
  );
}

export function isAttention(state: FileState): state is AttentionState {
  return ATTENTION.includes(state);
}

/** `the download`, `the check of its content`, `command_1`, `the time limit of command_1`. */
export function reasonPlace({ failedAt, position, reason }: ListedFile, names: StepNames): string {
  const place = positionName(failedAt ?? position, names);
  if (reason?.startsWith('verify: ')) return 'the check of its content';
  if (reason?.startsWith('timeout')) return `the time limit of ${place}`;
  return place;
}

/** The reasons of a group, the most frequent first, each once. */
export function reasonsOf(files: readonly ListedFile[]): { reason: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { reason } of files) if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => ({ reason, count })).toSorted((a, b) => b.count - a.count);
}
