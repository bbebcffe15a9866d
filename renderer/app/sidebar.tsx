import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { spotlight } from '@mantine/spotlight';
import logo from '../../resources/icon.svg';
import { useCall } from '../api/use-call.ts';
import { formatCount } from '../ui/format.ts';
import { KeyCaps } from '../ui/key-caps.tsx';
import { attentionCount } from './engine-state.ts';
import { EngineStatus } from './engine-status.tsx';
import { NAVIGATION, type PageEntry } from './pages.tsx';
import { linkTo, type PageName } from './router.ts';
import css from './sidebar.module.css';
import { useIsNarrow } from './use-is-narrow.ts';

/** The way between the pages, and at its foot how the engine stands. Icons only below 1000 px. */
export function Sidebar({ current }: { current: PageName | null }) {
  const isNarrow = useIsNarrow();
  const counts = useCall('file.counts', {});
  const attention = counts.value ? attentionCount(counts.value) : 0;
  return (
    <aside className={css.sidebar} aria-label="Wherry" data-narrow={isNarrow || undefined}>
      <a className={css.brand} href={linkTo('files')} aria-label="Wherry: files">
        <img src={logo} alt="" width={24} height={24} />
        <span className={css.label}>Wherry</span>
      </a>
      <Tooltip label="Commands" position="right" disabled={!isNarrow}>
        <UnstyledButton className={css.search} onClick={spotlight.open} aria-keyshortcuts="Control+K Meta+K">
          <IconSearch size={16} aria-hidden />
          <span className={css.label}>Commands</span>
          <span className={css.keys} aria-hidden>
            <KeyCaps keys="Mod+K" />
          </span>
        </UnstyledButton>
      </Tooltip>
      <nav aria-label="Pages" className={css.nav}>
        {NAVIGATION.map((page) => (
          <NavigationLink
            key={page.name}
            page={page}
            isCurrent={page.name === current}
            isNarrow={isNarrow}
            count={page.name === 'attention' ? attention : 0}
          />
        ))}
      </nav>
      <EngineStatus isNarrow={isNarrow} attention={attention} />
    </aside>
  );
}

interface NavigationLinkProps {
  page: PageEntry;
  isCurrent: boolean;
  isNarrow: boolean;
  count: number;
}

function NavigationLink({ page, isCurrent, isNarrow, count }: NavigationLinkProps) {
  const Icon = page.icon;
  return (
    <Tooltip
      position="right"
      openDelay={isNarrow ? 100 : 800}
      label={
        <>
          {isNarrow && `${page.title} `}
          <KeyCaps keys={`G ${page.letter.toUpperCase()}`} />
        </>
      }
    >
      <a className={css.link} href={linkTo(page.name)} aria-current={isCurrent ? 'page' : undefined}>
        <Icon size={18} stroke={1.75} aria-hidden />
        <span className={css.label}>{page.title}</span>
        {count > 0 && (
          <span className={css.count}>
            {formatCount(count)}
            <span className={css.hidden}> files need you</span>
          </span>
        )}
      </a>
    </Tooltip>
  );
}
