import { CloseButton, TextInput, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { BadgeProps } from './badge.tsx';
import css from './filter-bar.module.css';
import { formatCount } from './format.ts';
import { isTyping } from './is-typing.ts';

export interface FilterBarProps {
  /** `Search files`. */
  searchLabel: string;
  search: string;
  /** Told when the person has stopped typing. */
  onSearch: (text: string) => void;
  /** Chips, selects, the choice of columns. */
  children?: ReactNode;
}

const PAUSE_MS = 200;

/** Search (`/` goes there) and chips above a list. */
export function FilterBar({ searchLabel, search, onSearch, children }: FilterBarProps) {
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(search);
  const told = useRef(search);
  // The newest one; another one for each picture must not begin the pause again.
  const tell = useRef(onSearch);
  tell.current = onSearch;
  useEffect(() => {
    if (search !== told.current) setText(search);
    told.current = search;
  }, [search]);
  useEffect(() => {
    if (text === told.current) return;
    const timer = setTimeout(() => {
      told.current = text;
      tell.current(text);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
      event.preventDefault();
      field.current?.select();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <div className={css.bar} role="search">
      <TextInput
        ref={field}
        className={css.search}
        aria-label={searchLabel}
        placeholder={searchLabel}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && setText('')}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={text && <CloseButton size="sm" aria-label="Clear the search" onClick={() => setText('')} />}
      />
      {children}
    </div>
  );
}

export interface FilterChipProps {
  label: string;
  /** Shown behind the label. */
  count?: number | undefined;
  look?: BadgeProps;
  isOn: boolean;
  onToggle: () => void;
}

/** One thing to filter by; pressed or not. */
export function FilterChip({ label, count, look, isOn, onToggle }: FilterChipProps) {
  const Shape = look?.icon;
  return (
    <UnstyledButton className={css.chip} data-hue={look?.hue} aria-pressed={isOn} onClick={onToggle}>
      {Shape && <Shape size={14} stroke={2} aria-hidden />}
      {label}
      {count !== undefined && <span className={css.count}>{formatCount(count)}</span>}
    </UnstyledButton>
  );
}
