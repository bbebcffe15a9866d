import { Button, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { AppSettings } from '#shared/settings.ts';
import { toCallError } from '../api/call-error.ts';
import { call } from '../api/engine.ts';
import { SettingGroup, SettingRow } from '../ui/setting-row.tsx';
import css from './settings.module.css';
import type { Drafting } from './use-settings-draft.ts';

/** @param kept what is in force: only that can be asked for an update */
export function UpdatesGroup({ drafting, kept }: { drafting: Drafting; kept: AppSettings['updates'] }) {
  const { draft, problems } = drafting;
  const { updates } = draft.app;
  return (
    <SettingGroup title="Updates">
      <SettingRow
        title="Feed"
        description="Where new versions are published. Empty: Wherry is never updated by itself."
        htmlFor="feed-url"
        error={problems.feedUrl}
      >
        <TextInput
          id="feed-url"
          className={css.mono}
          placeholder="https://…"
          spellCheck={false}
          error={problems.feedUrl !== undefined}
          value={updates.feedUrl ?? ''}
          onChange={(event) => {
            const text = event.currentTarget.value.trim();
            const feedUrl = text === '' ? null : text;
            drafting.change({ updates: { isEnabled: feedUrl !== null && updates.isEnabled, feedUrl } });
          }}
        />
      </SettingRow>
      <SettingRow
        title="Update by itself"
        description="Looks once a day; a new version is installed when Wherry is quit."
        htmlFor="updates-on"
      >
        <div className={css.end}>
          <Switch
            id="updates-on"
            disabled={updates.feedUrl === null}
            checked={updates.isEnabled}
            onChange={(event) => drafting.change({ updates: { ...updates, isEnabled: event.currentTarget.checked } })}
          />
        </div>
      </SettingRow>
      {kept.isEnabled && <CheckNow />}
    </SettingGroup>
  );
}

function CheckNow() {
  const [words, setWords] = useState('');
  const [isAsking, setIsAsking] = useState(false);
  async function ask(): Promise<void> {
    setIsAsking(true);
    try {
      setWords((await call('shell.checkUpdates', {})).message);
    } catch (thrown) {
      setWords(toCallError(thrown).message);
    } finally {
      setIsAsking(false);
    }
  }
  return (
    <SettingRow title="Look now" description={<span role="status">{words}</span>}>
      <div className={css.end}>
        <Button variant="default" loading={isAsking} onClick={() => void ask()}>
          Check for updates
        </Button>
      </div>
    </SettingRow>
  );
}
