import { FileState } from '#shared/file.ts';
import { useCall } from '../api/use-call.ts';
import { FilterChip } from '../ui/filter-bar.tsx';
import { FILE_STATE_LOOKS } from '../ui/state-badge.tsx';
import { STATE_WORDS } from '../ui/state-words.ts';
import css from './state-chips.module.css';

interface StateChipsProps {
  ruleId: string | null;
  /** Null: all. */
  states: readonly FileState[] | null;
  onChange: (states: readonly FileState[] | null) => void;
}

/** A chip for each state in which there are files, with their count; several can be on. */
export function StateChips({ ruleId, states, onChange }: StateChipsProps) {
  const counts = useCall('file.counts', { ruleId }).value;
  const all = counts && FileState.options.reduce((sum, state) => sum + counts[state], 0);
  function toggle(state: FileState): void {
    const next = states?.includes(state) ? states.filter((other) => other !== state) : [...(states ?? []), state];
    onChange(next.length > 0 ? next : null);
  }
  const shown = FileState.options.filter((state) => (counts && counts[state] > 0) || states?.includes(state));
  return (
    <div className={css.chips} role="group" aria-label="States">
      <FilterChip label="All" count={all} isOn={states === null} onToggle={() => onChange(null)} />
      {shown.map((state) => (
        <FilterChip
          key={state}
          label={STATE_WORDS[state]}
          count={counts?.[state]}
          look={FILE_STATE_LOOKS[state]}
          isOn={states?.includes(state) ?? false}
          onToggle={() => toggle(state)}
        />
      ))}
    </div>
  );
}
