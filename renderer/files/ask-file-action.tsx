// Retry, Skip and Mark done as a person meets them: asked before where something cannot be taken back, told afterwards.
import { askConfirm, type Question } from '../ui/confirm.tsx';
import { formatPlural } from '../ui/format.ts';
import { toastAction } from '../ui/toast-action.tsx';
import { toastError, toastSuccess } from '../ui/toast.tsx';
import { actOnFiles, isPossible, type ActionEnd, type FileActionName } from './file-actions.ts';
import type { PickedFile } from './picks.ts';

/** Does it to those of the files that stand where it is possible. */
export async function askFileAction(action: FileActionName, files: readonly PickedFile[]): Promise<void> {
  const possible = files.filter(({ state }) => isPossible(action, state));
  const question = questionFor(action, possible);
  if (possible.length === 0 || (question !== null && !(await askConfirm(question)))) return;
  const end = await actOnFiles(action, possible);
  tell(action, end);
}

export function nameOf(files: readonly Pick<PickedFile, 'name'>[]): string {
  const [only] = files;
  return files.length === 1 && only ? `“${only.name}”` : formatPlural(files.length, 'file');
}

/** Null: it can be taken back, or does no more than Wherry would do by itself. */
export function questionFor(action: FileActionName, files: readonly PickedFile[]): Question | null {
  const name = nameOf(files);
  const [it, its] = files.length === 1 ? ['it', 'its'] : ['them', 'their'];
  if (action === 'done') {
    return {
      title: `Mark ${name} as done?`,
      body: `Nothing is run. Wherry reports success to the source, and the source will believe that the work on ${it} is complete. Do this only if you know that it is.`,
      action: 'Mark done',
    };
  }
  if (action !== 'retry') return null;
  if (files.some(({ state }) => state === 'done')) {
    return {
      title: `Process ${name} again?`,
      body: `The work was done already. Wherry downloads ${it} again and runs ${its} commands a second time.`,
      action: 'Process again',
    };
  }
  if (files.some(({ state }) => state === 'interrupted')) {
    return {
      title: `Run the command again for ${name}?`,
      body: `It had begun when Wherry stopped, and may have done its work already. If running it twice does harm, choose Mark done or Skip instead.`,
      action: 'Run again',
    };
  }
  return null;
}

const DONE_WORDS: Readonly<Record<FileActionName, (name: string) => string>> = {
  retry: (name) => `${name} will be tried again`,
  skip: (name) => `${name} skipped`,
  done: (name) => `${name} marked as done`,
};

function tell(action: FileActionName, { done, refused }: ActionEnd): void {
  const title = DONE_WORDS[action](nameOf(done));
  if (action === 'skip' && done.length > 0) {
    toastAction(title, { label: 'Put back', onPress: () => void askFileAction('retry', done) });
  } else if (done.length > 0) {
    toastSuccess(title, action === 'retry' ? 'At the next run of the rule.' : undefined);
  }
  const [first] = refused;
  if (first) toastError(first.error, refused.length > 1 ? `${refused.length} files were refused` : undefined);
}
