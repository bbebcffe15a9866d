// The list request: what is sent, and the warning that goes with an order that may starve old files.
import type { JsonObject } from '#shared/json.ts';
import type { ListQuery } from '#shared/source.ts';
import { WherryError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { isWithin } from './fields.ts';
import { projectionToSend } from './projection.ts';
import { STATUS } from './record.ts';

/** Oldest first: the one order in which no file waits for ever behind newer ones; every server knows the field. */
const DEFAULT_SORT: JsonObject = { createDate: 1 };
/** Full pages in a row after which a newest-first order is worth a warning (b9). */
const FULL_PAGES = 3;

/** Query parameters as texts, JSON compact; `where`, `sort`, `limit` and `skip` are always there (b1, b5, b10). */
export function listParameters(query: ListQuery): Record<string, string> {
  if (Object.keys(query.where).length === 0 && !query.allFiles)
    throw new WherryError('all-files', 'where is empty, which means every file of the instance', {
      kind: 'config',
      hint: 'Write a filter, or set all_files = true if every file is meant.',
    });
  const projection = projectionToSend(query.projection, query.where);
  return {
    where: JSON.stringify(query.where),
    sort: JSON.stringify(query.sort ?? DEFAULT_SORT),
    limit: String(query.limit),
    skip: String(query.skip),
    ...(projection === null ? {} : { projection: JSON.stringify(projection) }),
  };
}

/** The rule's filter, but for records that are STARTED instead of what it says about the status. */
export function startedWhere(where: JsonObject, statusAttribute: string): JsonObject {
  const status = `attributes.${statusAttribute}`;
  const others = Object.entries(where).filter(([path]) => !isWithin(path, status));
  return { ...Object.fromEntries(others), [status]: STATUS.started };
}

/** Told of each page's length; warns once when newest-first pages stay full, since the oldest files are then never listed. */
export function createStarvationWatch({ sort, limit }: ListQuery, log: Log): (listed: number) => void {
  const isNewestFirst = sort?.['$natural'] === -1 || sort?.['createDate'] === -1;
  let fullPages = 0;
  return (listed) => {
    fullPages = listed >= limit ? fullPages + 1 : 0;
    if (isNewestFirst && fullPages === FULL_PAGES)
      log.warn(
        `${FULL_PAGES} cycles in a row had ${limit} files or more to do: with the newest first, old files may wait for ever; ` +
          'raise limit, or sort by {"createDate": 1}',
      );
  };
}
