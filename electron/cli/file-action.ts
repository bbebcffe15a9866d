// `wherry retry`, `skip` and `done`: a person decides about one file; who and when goes into its story.
import os from 'node:os';
import type { FileRow } from '#shared/file.ts';
import { escapeControls } from '#engine/escape-controls.ts';
import { openState, type StateOptions } from './state.ts';

const SAID = {
  'file.retry': ({ position }: FileRow) => `will be processed at the next run, from ${position} on`,
  'file.skip': () => 'skipped',
  'file.done': () => 'done; its success will be reported at the next run',
} as const;

export async function fileAction(call: keyof typeof SAID, id: string, options: StateOptions): Promise<number> {
  const state = await openState(options);
  try {
    const file = await state.call(call, { id, who: `${os.userInfo().username}@${os.hostname()}` });
    process.stdout.write(`#${file.id} ${escapeControls(file.name)}: ${SAID[call](file)}\n`);
    return 0;
  } finally {
    await state.close();
  }
}
