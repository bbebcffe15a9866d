// [list]: the query. A filter that could mean more files than its author thinks is not let through.
import type * as z from 'zod';
import type { ListQuery } from '#shared/source.ts';
import { checkWhere } from '../sources/bettrdata/where.ts';
import type { SectionSettings } from './settings-reader.ts';

export function readListQuery(section: SectionSettings): z.input<typeof ListQuery> {
  const allFiles = section.flag('all_files') ?? false;
  return {
    where: readWhere(section, allFiles),
    allFiles,
    projection: section.json('projection')?.value,
    sort: section.json('sort')?.value,
    limit: section.integer('limit', { min: 1 }),
    skip: section.integer('skip', { min: 0 }),
  };
}

function readWhere(section: SectionSettings, allFiles: boolean): z.input<typeof ListQuery>['where'] {
  const parsed = section.json('where');
  const isAll =
    section.lines('where') === undefined || (parsed !== undefined && Object.keys(parsed.value).length === 0);
  if (isAll && !allFiles) {
    const hint = 'Write a filter, or all_files = true in [list] if every file of the instance is meant.';
    section.problem('where', 'is empty, which selects every file', hint);
  }
  if (parsed === undefined) return {};
  for (const { path, message, hint } of checkWhere(parsed.value)) {
    section.problem('where', `${path}: ${message}`, hint, parsed.offsets.get(path));
  }
  return parsed.value;
}
