import { NumberInput, Select } from '@mantine/core';
import { LogLevel } from '#shared/log-line.ts';
import { SettingGroup, SettingRow } from '../ui/setting-row.tsx';
import type { Drafting } from './use-settings-draft.ts';

const LEVEL_WORDS: Readonly<Record<LogLevel, string>> = {
  debug: 'Everything, for finding a fault',
  info: 'What is done (usual)',
  warn: 'Warnings and errors',
  error: 'Errors only',
};

export function HistoryGroup({ drafting }: { drafting: Drafting }) {
  const { draft, problems } = drafting;
  return (
    <SettingGroup title="History and log">
      <SettingRow
        title="Keep history"
        description="Timelines and runs older than this are removed. That a file is done is known for ever."
        htmlFor="keep-days"
        error={problems.keepDays}
      >
        <NumberInput
          id="keep-days"
          min={1}
          allowDecimal={false}
          clampBehavior="none"
          suffix=" days"
          error={problems.keepDays !== undefined}
          value={draft.app.keepDays}
          onChange={(days) => drafting.change({ keepDays: Number(days) })}
        />
      </SettingRow>
      <SettingRow title="Log" description="A file a day, at most 10 MB each; the last 14 are kept." htmlFor="log-level">
        <Select
          id="log-level"
          allowDeselect={false}
          data={LogLevel.options.map((value) => ({ value, label: LEVEL_WORDS[value] }))}
          value={draft.app.logLevel}
          onChange={(level) => drafting.change({ logLevel: LogLevel.parse(level) })}
        />
      </SettingRow>
    </SettingGroup>
  );
}
