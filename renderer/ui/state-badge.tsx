import {
  IconBolt,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleMinus,
  IconCircleX,
  IconClockHour4,
  IconLoader2,
  IconShieldLock,
} from '@tabler/icons-react';
import type { FileState } from '#shared/file.ts';
import { Badge, type BadgeProps } from './badge.tsx';

/** How each state of a file looks, everywhere: badge, chip, timeline. */
export const FILE_STATE_LOOKS: Readonly<Record<FileState, BadgeProps>> = {
  ready: { hue: 'info', icon: IconCircleDashed, label: 'Ready' },
  active: { hue: 'accent', icon: IconLoader2, label: 'Active', turns: true },
  waiting: { hue: 'warning', icon: IconClockHour4, label: 'Waiting' },
  done: { hue: 'success', icon: IconCircleCheck, label: 'Done' },
  failed: { hue: 'danger', icon: IconCircleX, label: 'Failed' },
  skipped: { hue: 'dim', icon: IconCircleMinus, label: 'Skipped' },
  interrupted: { hue: 'violet', icon: IconBolt, label: 'Interrupted' },
  quarantined: { hue: 'magenta', icon: IconShieldLock, label: 'Quarantined' },
};

export function StateBadge({ state }: { state: FileState }) {
  return <Badge {...FILE_STATE_LOOKS[state]} />;
}
