// Every change of a file's state goes through here: one UPDATE that loses if the file stands elsewhere, and a line
// of the file's story, in one transaction.
import { type FileRow, FileState, Position, stepIndex, TRANSITIONS, type Verb } from '#shared/file.ts';
import { WherryError } from '../errors.ts';
import type { Database, Row } from './database.ts';
import { fileOfRow } from './rows.ts';

/** What a person asks for, in his words. */
const BY_HAND: Partial<Record<Verb, string>> = {
  requeue: 'be put back for another try',
  skip: 'be skipped',
  markDone: 'be marked as done',
};

/** Columns beside the state that a verb sets. Names are ours, values are bound. */
export type Changes = Record<string, string | number | null>;

export interface Move {
  verb: Verb;
  fileId: number;
  to: FileState;
  /** The position at which the file must stand; null: any. */
  at: Position | null;
  changes: Changes;
  /** Why, or who; for the timeline. */
  detail: string | null;
  /** See Database.transaction. */
  durable?: 'later' | undefined;
}

/** @throws `stale-state` where the file does not stand where the verb may take it from; nothing is changed then. */
export function moveFile(db: Database, now: number, move: Move): FileRow {
  const { verb, fileId, to, at, changes, detail, durable } = move;
  const { from } = TRANSITIONS[verb];
  const columns = { ...changes, state: to, updated_at: now };
  const assignments = Object.keys(columns).map((column) => `${column} = ?`);
  const states = from.map((state) => `'${state}'`).join(', ');
  return db.transaction(() => {
    const row = db.get(
      `update file set ${assignments.join(', ')} where id = ? and state in (${states}) and (? is null or position = ?) returning *`,
      ...Object.values(columns),
      fileId,
      at,
      at,
    );
    if (row === null) throw staleState(db, move);
    const file = fileOfRow(row);
    db.run(
      'insert into transition (file_id, at, verb, state, position, detail) values (?, ?, ?, ?, ?, ?)',
      fileId,
      now,
      verb,
      file.state,
      file.position,
      detail,
    );
    return file;
  }, durable);
}

function staleState(db: Database, { verb, fileId, at }: Move): WherryError {
  const row = db.get('select state, position, name from file where id = ?', fileId);
  if (row === null) return new WherryError('no-such-file', `there is no file ${fileId}`, { kind: 'permanent' });
  const wish = BY_HAND[verb];
  if (wish !== undefined) return refusal(wish, fileId, row);
  const expected = `${TRANSITIONS[verb].from.join(' or ')}${at === null ? '' : ` at ${at}`}`;
  return new WherryError(
    'stale-state',
    `file ${fileId} cannot be moved by "${verb}": it is ${String(row['state'])} at ${String(row['position'])}, not ${expected}`,
    { kind: 'permanent' },
  );
}

const WHY_NOT: Partial<Record<FileState, string>> = {
  ready: 'it is processed as soon as the source lists it',
  waiting: 'it is tried again by itself',
  done: 'it is done',
  skipped: 'it is skipped already',
};

/** In plain words: somebody reads it who has just typed a command, and another process may be at the file. */
function refusal(wish: string, fileId: number, row: Row): WherryError {
  const [state, position] = [FileState.parse(row['state']), Position.parse(row['position'])];
  const isBusy = state === 'active';
  const why = isBusy
    ? `Wherry is working on it at this moment (${doing(position)})`
    : (WHY_NOT[state] ?? `it is ${state}`);
  const hint = `"wherry show ${fileId}" tells its story.`;
  return new WherryError('stale-state', `${String(row['name'])} (#${fileId}) cannot ${wish}: ${why}`, {
    kind: 'permanent',
    hint: isBusy
      ? `Ask again when it is through. If no Wherry is running, start it: it settles the file first. ${hint}`
      : hint,
  });
}

function doing(position: Position): string {
  const step = stepIndex(position);
  if (step !== null) return `command ${step + 1} is running`;
  return position === 'report' ? 'its result is being reported' : 'it is being fetched';
}
