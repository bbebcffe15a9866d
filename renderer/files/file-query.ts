// What the table of files shows: which files, in which order. It lives in the address, so that it can be linked to.
import type { FileSort } from '#shared/api-files.ts';
import { FileState, type FileRow } from '#shared/file.ts';

export interface FileQuery {
  /** Null: all. */
  states: readonly FileState[] | null;
  ruleId: string | null;
  search: string | null;
  sort: FileSort;
}

export const NEWEST_FIRST: FileSort = { by: 'id', descending: true };

const SORT_KEYS: readonly FileSort['by'][] = ['id', 'name', 'state', 'size', 'attempt', 'updated', 'next'];

export function isFiltered({ states, ruleId, search }: FileQuery): boolean {
  return states !== null || ruleId !== null || search !== null;
}

/** The filter of `#/files?state=failed,interrupted&rule=…&search=…&sort=name`; what means nothing is left out. */
export function readQuery(query: Readonly<Record<string, string>>): FileQuery {
  const states = (query['state'] ?? '').split(',').filter(isFileState);
  return {
    states: states.length > 0 ? states : null,
    ruleId: query['rule'] ?? null,
    search: query['search'] ?? null,
    sort: readSort(query['sort'] ?? ''),
  };
}

export function writeQuery({ states, ruleId, search, sort }: FileQuery): Record<string, string | null> {
  const isDefault = sort.by === NEWEST_FIRST.by && sort.descending === NEWEST_FIRST.descending;
  return {
    state: states?.join(',') ?? null,
    rule: ruleId,
    search,
    sort: isDefault ? null : `${sort.descending ? '-' : ''}${sort.by}`,
  };
}

function isFileState(name: string): name is FileState {
  return FileState.safeParse(name).success;
}

export function isFileSort(sort: { by: string; descending: boolean }): sort is FileSort {
  return SORT_KEYS.some((key) => key === sort.by);
}

function readSort(text: string): FileSort {
  const name = text.replace(/^-/, '');
  const by = SORT_KEYS.find((key) => key === name);
  return by === undefined ? NEWEST_FIRST : { by, descending: text.startsWith('-') };
}

/** Whether a file belongs to what is shown; as engine/store/file-list.ts asks it in SQL. */
export function matchesQuery({ states, ruleId, search }: FileQuery, file: FileRow): boolean {
  if (states !== null && !states.includes(file.state)) return false;
  if (ruleId !== null && file.ruleId !== ruleId) return false;
  const wanted = search?.trim().toLowerCase() ?? '';
  return [file.name, file.externalId, file.reason ?? ''].some((text) => text.toLowerCase().includes(wanted));
}
