import { useDraft } from '../draft/draft-context.tsx';
import { JsonRow } from '../fields/json-row.tsx';
import { NumberRow } from '../fields/number-row.tsx';
import { SwitchRow } from '../fields/switch-row.tsx';
import { CheckPanel } from './check-panel.tsx';
import { FilterRow } from './filter-row.tsx';
import { SamplePanel } from './sample-panel.tsx';
import { SectionFrame } from './section-frame.tsx';

export function FilterSection() {
  // Of a kind of source that has none, nothing is shown: its JSON is in the part before.
  const query: object | undefined = useDraft(({ rule }) => rule.source.query);
  const takesAll = useDraft(
    ({ rule }) => rule.source.query?.allFiles || Object.keys(rule.source.query?.where ?? { one: 1 }).length === 0,
  );
  if (!query) return null;
  return (
    <SectionFrame id="filter">
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
      <SamplePanel />
      <CheckPanel section="filter" />
    </SectionFrame>
  );
}
