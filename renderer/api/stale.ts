// Which events make which answers stale.
import type { CallName } from '#shared/api.ts';
import type { EngineEvent } from '#shared/event.ts';

/** Progress, activity and lines of the log are followed by whoever shows them, from the events themselves. */
const STALE_AFTER: Readonly<Record<EngineEvent['type'], readonly CallName[]>> = {
  'run-started': ['run.list', 'rule.list'],
  'run-ended': ['run.list', 'rule.list'],
  'file-changed': ['file.list', 'file.counts', 'file.show'],
  'file-activity': [],
  'file-progress': [],
  'check-result': [],
  notice: [],
  quitting: [],
  connection: [],
  'log-line': [],
  'rules-changed': ['rule.list', 'rule.get', 'app.info'],
  'settings-changed': ['settings.get', 'app.info'],
};

/** Whether the answer to `name` with `input` may have changed by this event. */
export function isStaleAfter(event: EngineEvent, name: CallName, input: unknown): boolean {
  if (!STALE_AFTER[event.type].includes(name)) return false;
  if (event.type !== 'file-changed' || name !== 'file.show') return true;
  const id = typeof input === 'object' && input !== null && 'id' in input ? input.id : null;
  return id === String(event.file.id) || id === event.file.externalId;
}
