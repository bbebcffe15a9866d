// The editor of one rule: header with what can be done, index at the left, the parts in the order of a file's way.
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { CallOutput } from '#shared/api.ts';
import { useCall } from '../../api/use-call.ts';
import { useLeaveGuard } from '../../ui/use-leave-guard.ts';
import { EditingProvider } from '../draft/draft-context.tsx';
import { createDraftStore, type Draft } from '../draft/draft-store.ts';
import { isSame } from '../draft/rule-path.ts';
import { useCheck } from '../draft/use-check.ts';
import { useSample } from '../draft/use-sample.ts';
import { useValidation } from '../draft/use-validation.ts';
import { AdvancedSection } from './advanced-section.tsx';
import { CommandsSection } from './commands-section.tsx';
import { EditorBanners } from './editor-banners.tsx';
import { EditorHeader } from './editor-header.tsx';
import css from './editor.module.css';
import { FilterSection } from './filter-section.tsx';
import { FoldersSection } from './folders-section.tsx';
import { MailSection } from './mail-section.tsx';
import { NameSection } from './name-section.tsx';
import { RetriesSection } from './retries-section.tsx';
import { ScheduleSection } from './schedule-section.tsx';
import { SectionIndex } from './section-index.tsx';
import { SourceSection } from './source-section.tsx';
import { StatusSection } from './status-section.tsx';
import { useVisibleSection } from './use-visible-section.ts';

type Entry = CallOutput<'rule.get'>;

function draftOf({ rule, isEnabled }: Entry): Draft {
  return { rule, isEnabled, secrets: {} };
}

const LEAVING = {
  title: 'Leave without saving?',
  body: 'What you have changed in this rule is not saved yet, and will be lost.',
  action: 'Leave without saving',
} as const;

export function EditorBody({ entry, isNew }: { entry: Entry; isNew: boolean }) {
  const [store] = useState(() => createDraftStore(draftOf(entry), { isNew }));
  const generation = useSyncExternalStore(store.subscribe, store.generation);
  const isDesktop = useCall('app.info', {}).value?.kind === 'desktop';
  const check = useCheck(store);
  const sample = useSample(store);
  const scroller = useRef<HTMLDivElement>(null);
  const current = useVisibleSection(scroller);
  useValidation(store);
  useLeaveGuard(store.isDirty, LEAVING);
  useEffect(() => {
    // Somebody else saved it: shown at once, unless that would throw away what is being typed.
    if (!isNew && !store.isDirty() && !isSame(draftOf(entry), store.get())) store.restart(draftOf(entry));
  }, [entry, isNew, store]);
  const editing = useMemo(
    () => ({ store, check, sample, storedSecrets: entry.secrets, isNew, canChooseFolder: isDesktop }),
    [store, check, sample, entry.secrets, isNew, isDesktop],
  );
  return (
    <EditingProvider value={editing}>
      <EditorHeader isNew={isNew} />
      <EditorBanners entry={entry} isNew={isNew} />
      <div className={css.shell}>
        <SectionIndex current={current} />
        <div ref={scroller} className={css.scroller}>
          <div key={generation} className={css.parts}>
            <NameSection />
            <SourceSection />
            <FilterSection />
            <FoldersSection />
            <CommandsSection />
            <StatusSection />
            <ScheduleSection />
            <RetriesSection />
            <MailSection />
            <AdvancedSection />
          </div>
        </div>
      </div>
    </EditingProvider>
  );
}
