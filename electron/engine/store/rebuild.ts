// A new database in the place of a damaged one knows nothing; what was done is learned from the source. A rule is
// rebuilt once for each database that was set aside.
import { WherryError } from '../errors.ts';
import type { SourceFile } from '../sources/source.ts';
import type { Database } from './database.ts';
import type { Discovered } from './discover.ts';
import { namesSetAside, setAsideIfDamaged } from './set-aside.ts';
import type { Store } from './store.ts';

type Rebuild = Pick<Store, 'isReadable' | 'setAsideIfDamaged' | 'beginRebuild' | 'pendingRebuild' | 'finishRebuild'>;

export function createRebuild(db: Database, now: () => number): Rebuild {
  function installation(): string | null {
    try {
      return String(db.get('select id from installation')?.['id'] ?? '') || null;
    } catch (error) {
      if (error instanceof WherryError && error.code === 'store-damaged') return null;
      throw error;
    }
  }

  return {
    isReadable: () => installation() !== null,
    setAsideIfDamaged() {
      const known = installation();
      const name = db.reopen((file) => setAsideIfDamaged(file, now()));
      // Claims at the source carry it, so that it outlives its database where it can still be read.
      if (name !== null && known !== null) db.run('update installation set id = ?', known);
      return name;
    },
    beginRebuild: (ruleIds) =>
      db.transaction(() => {
        for (const name of namesSetAside(db.file)) {
          if (db.get('select 1 from rebuild where set_aside = ?', name) !== null) continue;
          for (const ruleId of ruleIds) db.run('insert into rebuild (set_aside, rule_id) values (?, ?)', name, ruleId);
        }
      }),
    pendingRebuild: (ruleId) =>
      db
        .all('select set_aside from rebuild where rule_id = ? and done_at is null order by set_aside', ruleId)
        .map((row) => String(row['set_aside'])),
    finishRebuild(ruleId) {
      db.run('update rebuild set done_at = ? where rule_id = ? and done_at is null', now(), ruleId);
    },
  };
}

/**
 * How a file begins that this database sees for the first time. In a rebuilt one it may have been worked on before:
 * nothing that the source shows as STARTED or SUCCESS is run by itself.
 */
export function firstState(
  db: Database,
  ruleId: string,
  file: SourceFile,
): Pick<Discovered['file'], 'state' | 'position' | 'reason' | 'outcome'> {
  if (file.skip !== null) return { state: 'skipped', position: 'download', reason: file.skip, outcome: null };
  const wasTaken = file.reported === 'started' || file.reported === 'succeeded';
  if (wasTaken && db.get('select 1 from rebuild where rule_id = ? limit 1', ruleId) !== null) {
    if (file.reported === 'succeeded') return { state: 'done', position: 'report', reason: null, outcome: 'succeeded' };
    return { state: 'interrupted', position: 'download', reason: UNKNOWN, outcome: null };
  }
  return { state: 'ready', position: 'download', reason: null, outcome: null };
}

const UNKNOWN = 'unknown: the source shows STARTED, and what was done with it is lost with the damaged database';
