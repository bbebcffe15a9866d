// `wherry runs`: the history of runs, newest first.
import { formatTime } from './format.ts';
import { openState, type StateOptions } from './state.ts';
import { printTable } from './table.ts';

export interface RunsOptions extends StateOptions {
  limit: number;
  json?: boolean;
}

export async function runs(options: RunsOptions): Promise<number> {
  const state = await openState(options);
  try {
    const rows = await state.call('run.list', { ruleId: state.ruleId, limit: options.limit });
    if (options.json === true) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
    else if (rows.length === 0) process.stdout.write('No runs yet.\n');
    else {
      const cells = rows.map((run) => [
        String(run.id),
        run.state,
        formatTime(run.startedAt),
        run.endedAt === null ? '' : `${((run.endedAt - run.startedAt) / 1000).toFixed(1)} s`,
        String(run.listed),
        String(run.succeeded),
        String(run.failed),
        String(run.waiting),
        [run.error, run.warning].filter((text) => text !== null).join('; '),
      ]);
      printTable(['id', 'state', 'started', 'took', 'listed', 'succeeded', 'failed', 'waiting', 'error'], cells);
    }
    return 0;
  } finally {
    await state.close();
  }
}
