// What a person can do with files: retry, skip, mark done; one or many at once, and what is asked before.
import { TRANSITIONS, type FileRow, type FileState } from '#shared/file.ts';
import { call, WHO } from '../api/engine.ts';
import { toCallError, type CallError } from '../api/call-error.ts';

export type FileActionName = 'retry' | 'skip' | 'done';

export const ACTION_TITLES: Readonly<Record<FileActionName, string>> = {
  retry: 'Retry',
  skip: 'Skip',
  done: 'Mark done',
};

const VERB_OF = { retry: 'requeue', skip: 'skip', done: 'markDone' } as const;
const CALL_OF = { retry: 'file.retry', skip: 'file.skip', done: 'file.done' } as const;

export function isPossible(action: FileActionName, state: FileState): boolean {
  const from: readonly FileState[] = TRANSITIONS[VERB_OF[action]].from;
  return from.includes(state);
}

export interface ActionEnd {
  done: FileRow[];
  refused: { file: Pick<FileRow, 'id' | 'name'>; error: CallError }[];
}

/** At the same time on the way to the engine, which takes one after another anyway. */
const AT_ONCE = 8;

/** Goes on after one is refused: it may have moved since it was shown. */
export async function actOnFiles(
  action: FileActionName,
  files: readonly Pick<FileRow, 'id' | 'name'>[],
): Promise<ActionEnd> {
  const end: ActionEnd = { done: [], refused: [] };
  const queue = files.values();
  async function take(): Promise<void> {
    for (const file of queue) {
      try {
        end.done.push(await call(CALL_OF[action], { id: String(file.id), who: WHO }));
      } catch (thrown) {
        end.refused.push({ file, error: toCallError(thrown) });
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, take));
  return end;
}
