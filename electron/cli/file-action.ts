// `wherry retry` and `wherry skip`: a person decides about one file; who and when goes into its story.
import os from 'node:os';
import { escapeControls } from '#engine/escape-controls.ts';
import { openState, type StateOptions } from './state.ts';

export async function fileAction(call: 'file.retry' | 'file.skip', id: string, options: StateOptions): Promise<number> {
  const state = openState(options);
  try {
    const file = await state.call(call, { id, who: `${os.userInfo().username}@${os.hostname()}` });
    const name = escapeControls(file.name);
    const next = call === 'file.skip' ? 'skipped' : `will be processed at the next run, from ${file.position} on`;
    process.stdout.write(`#${file.id} ${name}: ${next}\n`);
    return 0;
  } finally {
    await state.close();
  }
}
