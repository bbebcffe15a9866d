import { ActionIcon, Menu } from '@mantine/core';
import {
  IconCopy,
  IconDots,
  IconDownload,
  IconEye,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconTrash,
} from '@tabler/icons-react';
import type { RuleStatus } from '#shared/api-rules.ts';
import { tomorrowMorning } from '../../app/next-morning.ts';
import { goTo } from '../../app/use-route.ts';
import { exportRules, pauseRule, removeRule, resumeRule } from './rule-commands.ts';

const HOUR_MS = 3_600_000;

export function RuleMenu({ rule, onDryRun }: { rule: RuleStatus; onDryRun: () => void }) {
  const pauseIcon = <IconPlayerPause size={16} aria-hidden />;
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={`More for ${rule.name}`} size={32}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => goTo('rules', [rule.ruleId])}>
          Edit
        </Menu.Item>
        <Menu.Item leftSection={<IconEye size={16} aria-hidden />} onClick={onDryRun}>
          Dry run
        </Menu.Item>
        <Menu.Divider />
        {rule.pause ? (
          <Menu.Item leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={() => void resumeRule(rule)}>
            Resume
          </Menu.Item>
        ) : (
          <>
            <Menu.Item leftSection={pauseIcon} onClick={() => void pauseRule(rule, Date.now() + HOUR_MS)}>
              Pause for 1 hour
            </Menu.Item>
            <Menu.Item leftSection={pauseIcon} onClick={() => void pauseRule(rule, tomorrowMorning(new Date()))}>
              Pause until tomorrow, 8:00
            </Menu.Item>
            <Menu.Item leftSection={pauseIcon} onClick={() => void pauseRule(rule, null)}>
              Pause until resumed
            </Menu.Item>
          </>
        )}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconCopy size={16} aria-hidden />}
          onClick={() => goTo('rules', ['new'], { from: rule.ruleId })}
        >
          Duplicate
        </Menu.Item>
        <Menu.Item leftSection={<IconDownload size={16} aria-hidden />} onClick={() => void exportRules([rule.ruleId])}>
          Export
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          color="danger"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => void removeRule(rule)}
        >
          Remove
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
