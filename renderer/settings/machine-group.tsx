import { SegmentedControl, Switch, useMantineColorScheme } from '@mantine/core';
import { SettingGroup, SettingRow } from '../ui/setting-row.tsx';
import css from './settings.module.css';
import type { Drafting } from './use-settings-draft.ts';

/** How it behaves on this computer. Notifications are a matter of each rule. */
export function MachineGroup({ drafting, isDesktop }: { drafting: Drafting; isDesktop: boolean }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SettingGroup title="This computer">
      {isDesktop && (
        <SettingRow
          title="Start at login"
          description="Wherry starts in the tray when you log in, and goes on with its schedules."
          htmlFor="start-at-login"
        >
          <div className={css.end}>
            <Switch
              id="start-at-login"
              checked={drafting.draft.app.startsAtLogin}
              onChange={(event) => drafting.change({ startsAtLogin: event.currentTarget.checked })}
            />
          </div>
        </SettingRow>
      )}
      <SettingRow title="Look" description="In force at once, for this window only.">
        <SegmentedControl
          aria-label="Look"
          fullWidth
          data={[
            { value: 'auto', label: 'As the system' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
          value={colorScheme}
          onChange={(value) => setColorScheme(value === 'light' || value === 'dark' ? value : 'auto')}
        />
      </SettingRow>
      <SettingRow
        title="Notifications"
        description="Each rule says whether it tells of successes and of failures: edit the rule, Mail and notifications."
      >
        <span />
      </SettingRow>
    </SettingGroup>
  );
}
