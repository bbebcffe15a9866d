import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { useMantineColorScheme } from '@mantine/core';
import {
  IconFileImport,
  IconKeyboard,
  IconMoon,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerTrackNext,
  IconPlus,
  IconSearch,
} from '@tabler/icons-react';
import type { CallOutput } from '#shared/api.ts';
import { useCall } from '../api/use-call.ts';
import { NAVIGATION } from './pages.tsx';
import css from './overlays.module.css';
import { pauseAll, resumeAll, runAll, runRule } from './rule-actions.ts';
import { openShortcuts } from './shortcuts-dialog.tsx';
import { goTo } from './use-route.ts';

/** Everything that can be gone to or done, by Mod+K. */
export function CommandPalette() {
  const rules = useCall('rule.list', {}).value ?? [];
  const { toggleColorScheme } = useMantineColorScheme();
  return (
    <Spotlight
      shortcut="mod + K"
      radius="lg"
      lockScroll={false}
      overlayProps={{ backgroundOpacity: 0.3, blur: 0 }}
      transitionProps={{ duration: 100 }}
      attributes={{ content: { 'aria-label': 'Commands' } }}
      classNames={{
        content: css.palette ?? '',
        search: css.paletteSearch ?? '',
        action: css.paletteAction ?? '',
        actionsGroup: css.paletteGroup ?? '',
      }}
      scrollable
      maxHeight={420}
      nothingFound="No such command"
      searchProps={{
        placeholder: 'Type a command',
        leftSection: <IconSearch size={18} aria-hidden />,
        'aria-label': 'Command',
      }}
      actions={[goToGroup(), rulesGroup(rules), thisWindow(toggleColorScheme)]}
    />
  );
}

function goToGroup(): SpotlightActionGroupData {
  return {
    group: 'Go to',
    actions: NAVIGATION.map(({ name, title, icon: Icon }) => ({
      id: `go-${name}`,
      label: title,
      leftSection: <Icon size={18} aria-hidden />,
      onClick: () => goTo(name),
    })),
  };
}

function rulesGroup(rules: CallOutput<'rule.list'>): SpotlightActionGroupData {
  return {
    group: 'Rules',
    actions: [
      {
        id: 'run-all',
        label: 'Run now: all rules',
        leftSection: <IconPlayerTrackNext size={18} aria-hidden />,
        onClick: () => void runAll(rules),
      },
      ...rules
        .filter((rule) => rule.isEnabled && !rule.isRunning)
        .map((rule) => ({
          id: `run-${rule.ruleId}`,
          label: `Run now: ${rule.name}`,
          leftSection: <IconPlayerPlay size={18} aria-hidden />,
          onClick: () => void runRule(rule),
        })),
      {
        id: 'pause-1h',
        label: 'Pause all rules for 1 hour',
        leftSection: <IconPlayerPause size={18} aria-hidden />,
        onClick: () => void pauseAll(rules, Date.now() + 3_600_000),
      },
      {
        id: 'pause',
        label: 'Pause all rules until resumed',
        leftSection: <IconPlayerPause size={18} aria-hidden />,
        onClick: () => void pauseAll(rules, null),
      },
      {
        id: 'resume',
        label: 'Resume all rules',
        leftSection: <IconPlayerPlay size={18} aria-hidden />,
        onClick: () => void resumeAll(rules),
      },
      {
        id: 'new-rule',
        label: 'New rule',
        leftSection: <IconPlus size={18} aria-hidden />,
        onClick: () => goTo('rules', ['new']),
      },
      {
        id: 'import-ini',
        label: 'Import an INI file',
        leftSection: <IconFileImport size={18} aria-hidden />,
        onClick: () => goTo('rules', ['import']),
      },
    ],
  };
}

function thisWindow(toggleColorScheme: () => void): SpotlightActionGroupData {
  return {
    group: 'This window',
    actions: [
      {
        id: 'theme',
        label: 'Switch between light and dark',
        leftSection: <IconMoon size={18} aria-hidden />,
        onClick: toggleColorScheme,
      },
      {
        id: 'keys',
        label: 'Keyboard shortcuts',
        leftSection: <IconKeyboard size={18} aria-hidden />,
        onClick: openShortcuts,
      },
    ],
  };
}
