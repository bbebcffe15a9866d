// Pages of files for people: filtered, searched, sorted. All of it in SQL, so that a million files cost what a page costs
// where there is an index (id, name, updated), and one pass over the table elsewhere.
import type { FileFilter, FileSort } from '#shared/api-files.ts';
import { FileState } from '#shared/file.ts';
import type { Database } from './database.ts';
import { fileOfRow } from './rows.ts';
import type { Store } from './store.ts';

/** What is left out: newest first, of all rules. */
export interface FilePage extends Partial<FileFilter> {
  sort?: FileSort;
  limit: number;
  offset: number;
}

const COLUMNS: Record<FileSort['by'], string> = {
  id: 'id',
  name: 'name collate nocase',
  state: 'state',
  size: 'size_bytes',
  attempt: 'attempt',
  updated: 'updated_at',
  next: 'next_attempt_at',
};

export function createFileList(db: Database): Pick<Store, 'files' | 'countFiles' | 'countByState'> {
  return {
    files({ sort = { by: 'id', descending: true }, limit, offset, ...filter }) {
      const { where: known, values } = conditions(filter);
      // Of one rule in all states: the index of the page's order is walked by the plus before its column; SQLite would
      // gather and sort all files of the rule otherwise (178 ms of 300,000).
      const where = (filter.states ?? null) === null ? known.replace('rule_id =', '+rule_id =') : known;
      const order = `${COLUMNS[sort.by]} ${sort.descending ? 'desc' : 'asc'}`;
      const tie = sort.by === 'id' ? '' : ', id desc';
      // The inner query walks an index that has no records in it; records are read for the page only. Cross join: SQLite
      // keeps its order, and would go through the whole table for the page of newest files otherwise (158 ms of a million).
      return db
        .all(
          `select file.* from (select id from file ${where} order by ${order}${tie} limit ? offset ?) page
             cross join file using (id) order by ${order.replace(/^/, 'file.')}${tie.replace('id', 'file.id')}`,
          ...values,
          limit,
          offset,
        )
        .map(fileOfRow);
    },
    countFiles(filter) {
      const { where, values } = conditions(filter);
      return Number(db.get(`select count(*) as n from file ${where}`, ...values)!['n']);
    },
    countByState(ruleId) {
      const { where, values } = conditions({ ruleId });
      const found = new Map(
        db
          .all(`select state, count(*) as n from file ${where} group by state`, ...values)
          .map((row) => [String(row['state']), Number(row['n'])]),
      );
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a key for each option
      return Object.fromEntries(FileState.options.map((state) => [state, found.get(state) ?? 0])) as Record<
        FileState,
        number
      >;
    },
  };
}

function conditions({ states = null, ruleId = null, search = null }: Partial<FileFilter>): {
  where: string;
  values: string[];
} {
  const parts: string[] = [];
  const values: string[] = [];
  if (states !== null) {
    parts.push('state in (select value from json_each(?))');
    values.push(JSON.stringify(states));
  }
  if (ruleId !== null) {
    parts.push('rule_id = ?');
    values.push(ruleId);
  }
  if (search !== null && search.trim() !== '') {
    parts.push(String.raw`(name like ? escape '\' or external_id like ? escape '\' or reason like ? escape '\')`);
    const pattern = `%${search.trim().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    values.push(pattern, pattern, pattern);
  }
  return { where: parts.length === 0 ? '' : `where ${parts.join(' and ')}`, values };
}
