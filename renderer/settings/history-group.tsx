import { Select } from '@mantine/core';
import { LogLevel } from '#shared/log-line.ts';
import { SettingGroup, SettingRow } from '../ui/setting-row.tsx';
import { NumberField } from './number-field.tsx';
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
        <NumberField
          id="keep-days"
          min={1}
          suffix=" days"
          hasError={problems.keepDays !== undefined}
          value={draft.app.keepDays}
          onChange={(keepDays) => drafting.change({ keepDays })}
        />
      </SettingRow>
      <SettingRow
        title="Log level"
        description="A file a day, at most 10 MB each; the last 14 are kept."
        htmlFor="log-level"
      >
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
