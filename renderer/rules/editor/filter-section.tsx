import { useDraft } from '../draft/draft-context.tsx';
import { JsonRow } from '../fields/json-row.tsx';
import { NumberRow } from '../fields/number-row.tsx';
import { SwitchRow } from '../fields/switch-row.tsx';
import { TextRow } from '../fields/text-row.tsx';
import { CheckPanel } from './check-panel.tsx';
import { DirectoryFilterRows } from './directory-rows.tsx';
import { FilterRow } from './filter-row.tsx';
import { SamplePanel } from './sample-panel.tsx';
import { SectionFrame } from './section-frame.tsx';

export function FilterSection() {
  const kind = useDraft(({ rule }) => rule.source.kind);
  return (
    <SectionFrame id="filter">
      {kind === 'bettrdata' && <QueryRows />}
      {(kind === 'sftp' || kind === 'folder') && <DirectoryFilterRows />}
      {kind === 's3' && (
        <TextRow
          path="source.prefix"
          title="Prefix"
          description="Only objects whose key begins so. Empty: all of the bucket."
          placeholder="All of the bucket"
          isCode
        />
      )}
      <SamplePanel />
      {kind === 'bettrdata' && <CheckPanel section="filter" />}
    </SectionFrame>
  );
}

function QueryRows() {
  const takesAll = useDraft(
    ({ rule: { source } }) =>
      'query' in source && (source.query.allFiles || Object.keys(source.query.where ?? { one: 1 }).length === 0),
  );
  return (
    <>
      <FilterRow />
      {takesAll && (
        <SwitchRow
          path="source.query.allFiles"
          title="All files are meant"
          description="An empty filter takes every file of the instance, also those that others have processed."
        />
      )}
      <JsonRow
        path="source.query.sort"
        title="Order"
        description={
          <>
            Which files come first: <code>{'{"createDate": 1}'}</code> is oldest first.
          </>
        }
        placeholder='{"createDate": 1}'
        isNullable
        minLines={1}
      />
      <NumberRow
        path="source.query.limit"
        title="Limit"
        description="So many files in one run; the rest in the next."
        min={1}
      />
      <NumberRow
        path="source.query.skip"
        title="Skip"
        description="So many matching files are passed over. 0 but for tests: skipped files are never taken."
      />
      <JsonRow
        path="source.query.projection"
        title="Fields"
        description="Which fields of a record are sent. Empty: all of them; commands can only use what is sent."
        placeholder="All fields"
        isNullable
        minLines={1}
      />
    </>
  );
}
