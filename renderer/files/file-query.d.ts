import type { FileSort } from '#shared/api-files.ts';
import { FileState, type FileRow } from '#shared/file.ts';
export interface FileQuery {
  /** Null: all. */
  states: readonly FileState[] | null;
  ruleId: string | null;
  search: string | null;
  sort: FileSort;
}
export declare const NEWEST_FIRST: FileSort;
export declare function isFiltered({ states, ruleId, search }: FileQuery): boolean;
/** The filter of `#/files?state=failed,interrupted&rule=…&search=…&sort=name`; what means nothing is left out. */
export declare function readQuery(query: Readonly<Record<string, string>>): FileQuery;
export declare function writeQuery({ states, ruleId, search, sort }: FileQuery): Record<string, string | null>;
/** Whether a file belongs to what is shown; as engine/store/file-list.ts asks it in SQL. */
export declare function matchesQuery({ states, ruleId, search }: FileQuery, file: FileRow): boolean;
