// The live table of files; a row opens its timeline beside it.
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { PageProps } from '../app/pages.tsx';
import { useIsNarrow } from '../app/use-is-narrow.ts';
import { goTo, replaceQuery } from '../app/use-route.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import { PageBody } from '../ui/page-body.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import type { RowPicking } from '../ui/row-picking.ts';
import { useColumns } from '../ui/use-columns.tsx';
import { VirtualTable } from '../ui/virtual-table.tsx';
import { fileColumns } from './file-columns.tsx';
import { isFiltered, isFileSort, NEWEST_FIRST, readQuery, writeQuery, type FileQuery } from './file-query.ts';
import type { FileItem } from './file-window.ts';
import css from './files-page.module.css';
import { NewFiles } from './new-files.tsx';
import { NoFiles } from './no-files.tsx';
import { createPicks } from './picks.ts';
import { PickBar } from './pick-bar.tsx';
import { RuleSelect } from './rule-select.tsx';
import { StateChips } from './state-chips.tsx';
import { TimelinePanel } from './timeline-panel.tsx';
import { useFileMenu } from './use-file-menu.tsx';
import { useFileWindow } from './use-file-window.ts';
import { usePicking } from './use-picking.ts';

const ROW_HEIGHT = 36;
/** Columns for which the smallest window has no room. */
const WIDE_ONLY: ReadonlySet<string> = new Set(['attempt', 'next']);

export function FilesPage({ route }: PageProps) {
  const query = useMemo(() => readQuery(route.query), [route.query]);
  const rows = useFileWindow(query);
  const openId = route.segments[0] ?? null;
  const open = useCallback((id: number) => goTo('files', [id], writeQuery(query)), [query]);
  const { open: openMenu, menu } = useFileMenu(open);
  const [picks] = useState(createPicks);
  const onMenu = useCallback<RowPicking<FileItem>['onMenu']>(
    (index, at) => {
      const file = rows.getRow(index)?.file;
      if (file) openMenu({ file, files: picks.has(file.id) ? picks.list() : [file], at });
    },
    [rows, picks, openMenu],
  );
  const { picked, picking } = usePicking(rows, picks, onMenu);
  const all = useMemo(() => fileColumns(picks), [picks]);
  const { columns, menu: columnMenu } = useColumns('files', all);
  const isNarrow = useIsNarrow();
  const shown = useMemo(
    () => (isNarrow ? columns.filter(({ id }) => !WIDE_ONLY.has(id)) : columns),
    [columns, isNarrow],
  );
  const scroller = useRef<HTMLDivElement>(null);
  // In braces: newer browsers return a promise here, which React would take for the effect's end.
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [rows]);
  const trouble = useSyncExternalStore(rows.subscribe, rows.getTrouble);

  function change(changes: Partial<FileQuery>): void {
    replaceQuery(route, writeQuery({ ...query, ...changes }));
  }

  return (
    <>
      <PageHeader
        title="Files"
        description="Every file that your rules have found, and how it stands."
        actions={columnMenu}
      >
        <FilterBar
          searchLabel="Search files"
          search={query.search ?? ''}
          onSearch={(text) => change({ search: text || null })}
        >
          <RuleSelect ruleId={query.ruleId} onChange={(ruleId) => change({ ruleId })} />
        </FilterBar>
        <StateChips ruleId={query.ruleId} states={query.states} onChange={(states) => change({ states })} />
      </PageHeader>
      <PageBody width="full">
        {trouble && <ErrorPanel error={trouble} title="What is shown may be old" onRetry={rows.refresh} />}
        <div
          className={css.table}
          onScrollCapture={() => rows.setAtTop((scroller.current?.scrollTop ?? 0) < ROW_HEIGHT)}
        >
          <NewFiles rows={rows} scroller={scroller} />
          <VirtualTable
            label="Files"
            rows={rows}
            columns={shown}
            sort={query.sort}
            onSort={(sort) => change({ sort: isFileSort(sort) ? sort : NEWEST_FIRST })}
            onOpen={({ file }: FileItem) => open(file.id)}
            isOpen={({ file }) => String(file.id) === openId}
            picking={picking}
            scrollerRef={scroller}
            rowHeight={ROW_HEIGHT}
            empty={
              <NoFiles
                isFiltered={isFiltered(query)}
                onClear={() => change({ states: null, ruleId: null, search: null })}
              />
            }
            onRetry={rows.refresh}
          />
        </div>
        <PickBar picked={picked} onClear={picks.clear} />
      </PageBody>
      {menu}
      <TimelinePanel fileId={openId} onClose={() => goTo('files', [], writeQuery(query))} />
    </>
  );
}
