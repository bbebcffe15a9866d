import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { useDraft, useEditing } from '../draft/draft-context.tsx';
import { countInWords, countIssues, type SectionId, sectionOf, SECTIONS } from '../draft/sections.ts';
import css from './editor.module.css';
import { goToSection } from './go-to-section.ts';

/** The parts at the left, each with how many issues it has. */
export function SectionIndex({ current }: { current: SectionId }) {
  const { store } = useEditing();
  const issues = useSyncExternalStore(store.subscribe, store.issues);
  const kind = useDraft(({ rule }) => rule.source.kind);
  const sections = SECTIONS.filter(({ kinds }) => kinds?.includes(kind) ?? true);
  return (
    <nav className={css.index} aria-label="Parts of the rule">
      {sections.map(({ id, title }) => {
        const count = countIssues(issues.filter((issue) => sectionOf(issue) === id));
        return (
          <UnstyledButton
            key={id}
            className={css.link}
            aria-current={id === current ? 'true' : undefined}
            onClick={() => goToSection(id)}
          >
            <span className={css.linkTitle}>{title}</span>
            {count.errors > 0 && (
              <IconCircleX className={css.wrong} size={16} role="img" aria-label={countInWords(count)} />
            )}
            {count.errors === 0 && count.warnings > 0 && (
              <IconAlertTriangle className={css.doubtful} size={16} role="img" aria-label={countInWords(count)} />
            )}
          </UnstyledButton>
        );
      })}
    </nav>
  );
}
