// What the state of a file is called, everywhere (b71). What is being done to an active one is said by files/file-status.ts.
import type { FileState } from '#shared/file.ts';

export const STATE_WORDS: Readonly<Record<FileState, string>> = {
  ready: 'Queued',
  active: 'Running',
  waiting: 'Waiting',
  done: 'Success',
  failed: 'Failed',
  skipped: 'Skipped',
  interrupted: 'Interrupted',
  quarantined: 'Quarantined',
};
