// What a page of the source's list does to the store.
import type { FileRow } from '#shared/file.ts';
import { stringifyJson } from '../exact-json.ts';
import type { SourceFile } from '../sources/source.ts';
import type { Database } from './database.ts';
import { moveFile } from './move-file.ts';
import { putReport } from './outbox.ts';
import { firstState } from './rebuild.ts';
import { fileOfRow } from './rows.ts';
import type { Store } from './store.ts';

export interface Discovered {
  file: FileRow;
  /**
   * - `new`: seen for the first time.
   * - `known`: nothing to do but what its state says.
   * - `again`: it had failed and the source lists it again, so it is tried again (b73 bounds that).
   * - `resend`: it is done, the source does not know: its success is sent again, the command is not run (b28).
   */
  how: 'new' | 'known' | 'again' | 'resend';
}

export function createDiscover(db: Database, now: () => number): Pick<Store, 'discover'> {
  function discoverOne(ruleId: string, file: SourceFile, isTold: boolean): Discovered {
    const known = db.get('select * from file where rule_id = ? and ref = ?', ruleId, file.ref);
    if (known === null) return { file: insert(ruleId, file), how: 'new' };
    const row = fileOfRow(known);
    if (row.state === 'failed') return { file: requeueListed(row, file), how: 'again' };
    if (isTold && row.state === 'done' && file.reported !== 'succeeded') {
      putReport(db, now(), row.id, 'succeeded', null);
      return { file: row, how: 'resend' };
    }
    return { file: row, how: 'known' };
  }

  function insert(ruleId: string, file: SourceFile): FileRow {
    const at = now();
    const { position, state, outcome, reason } = firstState(db, ruleId, file);
    const row = db.get(
      `insert into file (rule_id, ref, external_id, name, size_bytes, md5, meta,
         position, state, outcome, reason, discovered_at, updated_at, finished_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning *`,
      ruleId,
      file.ref,
      file.externalId,
      file.name.toWellFormed(),
      file.sizeBytes,
      file.checksum?.hex ?? null,
      stringifyJson(file.meta),
      position,
      state,
      outcome,
      reason,
      at,
      at,
      outcome === null ? null : at,
    );
    const inserted = fileOfRow(row!);
    db.run(
      `insert into transition (file_id, at, verb, state, position, detail) values (?, ?, 'discover', ?, ?, ?)`,
      inserted.id,
      at,
      state,
      position,
      reason,
    );
    return inserted;
  }

  function requeueListed(row: FileRow, file: SourceFile): FileRow {
    return moveFile(db, now(), {
      verb: 'requeue',
      fileId: row.id,
      to: 'ready',
      at: null,
      changes: {
        position: row.failedAt ?? 'download',
        meta: stringifyJson(file.meta),
        outcome: null,
        failed_at: null,
        claimed_at: null,
        claim_sent_at: null,
        step_started_at: null,
        next_attempt_at: null,
      },
      detail: 'the source lists it again',
    });
  }

  return {
    discover: (ruleId, files, isTold = true) =>
      db.transaction(() => files.map((file) => discoverOne(ruleId, file, isTold))),
  };
}
