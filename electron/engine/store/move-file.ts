// Every change of a file's state goes through here: one UPDATE that loses if the file stands elsewhere, and a line
// of the file's story, in one transaction.
import { type FileRow, type FileState, Position, stepIndex, TRANSITIONS, type Verb } from '#shared/file.ts';
import { WherryError } from '../errors.ts';
import type { Database, Row } from './database.ts';
import { fileOfRow } from './rows.ts';

/** What a person asks for, in his words. */
const BY_HAND = {
  requeue: 'be put back for another try',
  skip: 'be skipped',
  markDone: 'be marked as done',
} as const satisfies Partial<Record<Verb, string>>;

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
}

/** @throws `stale-state` where the file does not stand where the verb may take it from; nothing is changed then. */
export function moveFile(db: Database, now: number, move: Move): FileRow {
  const { verb, fileId, to, at, changes, detail } = move;
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
  });
}

function staleState(db: Database, { verb, fileId, at }: Move): WherryError {
  const row = db.get('select state, position, name, step_started_at from file where id = ?', fileId);
  if (row === null) return new WherryError('no-such-file', `there is no file ${fileId}`, { kind: 'permanent' });
  if (verb in BY_HAND) return refusal(BY_HAND[verb as keyof typeof BY_HAND], fileId, row);
  const expected = `${TRANSITIONS[verb].from.join(' or ')}${at === null ? '' : ` at ${at}`}`;
  return new WherryError(
    'stale-state',
    `file ${fileId} cannot be moved by "${verb}": it is ${String(row['state'])} at ${String(row['position'])}, not ${expected}`,
    { kind: 'permanent' },
  );
}

/** In plain words: somebody reads it who has just typed a command. */
function refusal(wish: string, fileId: number, row: Row): WherryError {
  const { state, position } = row;
  const isBusy = state === 'active';
  const step = stepIndex(Position.parse(position));
  const doing =
    position === 'report' ? 'its result is being reported' : step === null ? 'it is being fetched' : `command ${step + 1} is running`;
  const why = isBusy
    ? `Wherry is working on it at this moment (${doing})`
    : { ready: 'it is about to be processed anyway', waiting: 'it is tried again by itself', done: 'it is done', skipped: 'it is skipped already' }[
        String(state)
      ];
  return new WherryError('stale-state', `${String(row['name'])} (#${fileId}) cannot ${wish}: ${why ?? `it is ${String(state)}`}`, {
    kind: 'permanent',
    hint: isBusy ? `Ask again when it is through: "wherry show ${fileId}" tells.` : `"wherry show ${fileId}" tells its story.`,
  });
}
