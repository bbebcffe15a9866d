// A file's story as the contract gives it, put together from the store.
import type { FileRow } from '#shared/file.ts';
import { type FileStory, NOT_TOLD } from '#shared/story.ts';
import type { Store } from '../store/store.ts';

export function fileStory(store: Store, file: FileRow): FileStory {
  const { transitions, steps } = store.story(file.id);
  const report = store.reportOf(file.id);
  const owed = report === null ? null : pick(report);
  return { file, transitions, steps, told: toldLast(transitions), report: owed };
}

function pick({ outcome, error, tries, lastError }: NonNullable<FileStory['report']>): FileStory['report'] {
  return { outcome, error, tries, lastError };
}

/** The claim and every accepted report leave a line in the story. */
function toldLast(transitions: FileStory['transitions']): FileStory['told'] {
  for (const { verb, detail, state } of transitions.toReversed()) {
    if (verb === 'claimed') return 'STARTED';
    if (verb === 'reported') return detail === 'SUCCESS' ? 'SUCCESS' : 'FAILED';
    if (verb === 'finish' && detail === NOT_TOLD) return null;
    if (verb === 'finish') return state === 'done' ? 'SUCCESS' : 'FAILED';
  }
  return null;
}
