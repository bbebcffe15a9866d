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
import { STATE_WORDS } from './state-words.ts';

/** How each state of a file looks, everywhere: badge, chip, timeline. */
export const FILE_STATE_LOOKS: Readonly<Record<FileState, BadgeProps>> = {
  ready: { hue: 'info', icon: IconCircleDashed, label: STATE_WORDS.ready },
  active: { hue: 'accent', icon: IconLoader2, label: STATE_WORDS.active, turns: true },
  waiting: { hue: 'warning', icon: IconClockHour4, label: STATE_WORDS.waiting },
  done: { hue: 'success', icon: IconCircleCheck, label: STATE_WORDS.done },
  failed: { hue: 'danger', icon: IconCircleX, label: STATE_WORDS.failed },
  skipped: { hue: 'dim', icon: IconCircleMinus, label: STATE_WORDS.skipped },
  interrupted: { hue: 'violet', icon: IconBolt, label: STATE_WORDS.interrupted },
  quarantined: { hue: 'magenta', icon: IconShieldLock, label: STATE_WORDS.quarantined },
};

export function StateBadge({ state }: { state: FileState }) {
  return <Badge {...FILE_STATE_LOOKS[state]} />;
}
