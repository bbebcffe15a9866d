import { type ReactNode, useMemo, useSyncExternalStore } from 'react';
import { SettingGroup } from '../../ui/setting-row.tsx';
import { useEditing } from '../draft/draft-context.tsx';
import { isAt } from '../draft/rule-path.ts';
import { type SectionId, sectionOf, SECTIONS } from '../draft/sections.ts';
import { IssueLines } from '../fields/field-row.tsx';
import css from './editor.module.css';

export function elementIdOf(id: SectionId): string {
  return `part-${id}`;
}

/** A part of the editor: heading, the issues that no row shows (none may be unseen), rows. */
export function SectionFrame({ id, children, after }: { id: SectionId; children: ReactNode; after?: ReactNode }) {
  const section = SECTIONS.find((one) => one.id === id);
  const { store } = useEditing();
  const issues = useSyncExternalStore(store.subscribe, store.issues);
  const shown = useSyncExternalStore(store.subscribe, store.shown);
  const homeless = useMemo(
    () => issues.filter((issue) => sectionOf(issue) === id && !shown.some((path) => isAt(issue.path, path))),
    [issues, shown, id],
  );
  return (
    <div id={elementIdOf(id)} className={css.part} data-part={id} tabIndex={-1}>
      <SettingGroup title={section?.title ?? ''} description={section?.about}>
        {homeless.length > 0 && (
          <div className={css.homeless}>
            <IssueLines issues={homeless} title={section?.title ?? ''} />
          </div>
        )}
        {children}
      </SettingGroup>
      {after}
    </div>
  );
}
