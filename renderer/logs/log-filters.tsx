import { CloseButton, Select, Switch } from '@mantine/core';
import { memo } from 'react';
import { LogLevel } from '#shared/log-line.ts';
import { FilterBar } from '../ui/filter-bar.tsx';
import type { LogQuery } from './log-query.ts';
import css from './logs-page.module.css';

const LEVELS: Readonly<Record<LogLevel, string>> = {
  debug: 'Every level',
  info: 'Info and worse',
  warn: 'Warnings and errors',
  error: 'Errors only',
};

interface LogFiltersProps {
  query: LogQuery;
  ruleNames: readonly string[];
  onChange: (part: Partial<LogQuery>) => void;
  isWrapped: boolean;
  onWrap: (isWrapped: boolean) => void;
  isFollowing: boolean;
  onFollow: (isFollowing: boolean) => void;
}

/** Not drawn again with each line that comes. */
export const LogFilters = memo(function LogFilters({ query, ruleNames, onChange, ...props }: LogFiltersProps) {
  const { isWrapped, onWrap, isFollowing, onFollow } = props;
  const names = [...new Set([...ruleNames, ...(query.rule === null ? [] : [query.rule])])];
  return (
    <FilterBar
      searchLabel="Search the log"
      search={query.text ?? ''}
      onSearch={(text) => onChange({ text: text || null })}
    >
      <Select
        aria-label="Level"
        w={170}
        allowDeselect={false}
        data={LogLevel.options.map((value) => ({ value, label: LEVELS[value] }))}
        value={query.level}
        onChange={(level) => onChange({ level: LogLevel.parse(level) })}
      />
      {names.length > 0 && (
        <Select
          aria-label="Rule"
          placeholder="All rules"
          w={160}
          clearable
          clearButtonProps={{ 'aria-label': 'All rules' }}
          data={names}
          value={query.rule}
          onChange={(rule) => onChange({ rule })}
        />
      )}
      {query.file !== null && (
        <span className={css.file}>
          File #{query.file}
          <CloseButton size="sm" aria-label="All files" onClick={() => onChange({ file: null })} />
        </span>
      )}
      <span className={css.switches}>
        <Switch size="xs" label="Wrap" checked={isWrapped} onChange={(event) => onWrap(event.currentTarget.checked)} />
        <Switch
          size="xs"
          label="Follow"
          checked={isFollowing}
          onChange={(event) => onFollow(event.currentTarget.checked)}
        />
      </span>
    </FilterBar>
  );
});
