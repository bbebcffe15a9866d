// `wherry files`: the files that the store knows, newest first.
import { ATTENTION } from '#shared/file.ts';
import type { ListedFile } from '#shared/story.ts';
import { formatBytes, formatTime } from './format.ts';
import { openState, type StateOptions } from './state.ts';
import { printTable } from './table.ts';

export interface FilesOptions extends StateOptions {
  attention: boolean;
  limit: number;
  json?: boolean;
}

export async function files(options: FilesOptions): Promise<number> {
  const state = await openState(options);
  try {
    const wanted = options.attention ? [...ATTENTION] : null;
    const { files: rows } = await state.call('file.list', {
      states: wanted,
      ruleId: state.ruleId,
      limit: options.limit,
      offset: 0,
    });
    if (options.json === true) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
    else if (rows.length === 0)
      process.stdout.write(options.attention ? 'Nothing waits for you.\n' : 'No files yet.\n');
    else printTable(['id', 'state', 'name', 'size', 'attempt', 'changed', 'why'], rows.map(cells));
    return 0;
  } finally {
    await state.close();
  }
}

function cells(file: ListedFile): string[] {
  const size = file.sizeBytes === null ? '' : formatBytes(file.sizeBytes);
  const why = file.state === 'done' ? '' : (file.reason ?? '');
  return [String(file.id), stateInWords(file), file.name, size, String(file.attempt), formatTime(file.updatedAt), why];
}

export function stateInWords({ state, position, outcome, unreported }: ListedFile): string {
  if (position === 'report' && (state === 'waiting' || state === 'ready')) {
    return `${outcome === 'succeeded' ? 'done' : 'failed'}, not yet reported`;
  }
  return unreported === null || state === 'active' ? state : `${state}, not yet reported`;
}
