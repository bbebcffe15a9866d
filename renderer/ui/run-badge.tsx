import {
  IconBolt,
  IconCircleCheck,
  IconCircleHalf2,
  IconCircleOff,
  IconCircleX,
  IconLoader2,
} from '@tabler/icons-react';
import type { RunState } from '#shared/run.ts';
import { Badge, type BadgeProps } from './badge.tsx';

export const RUN_STATE_LOOKS: Readonly<Record<RunState, BadgeProps>> = {
  running: { hue: 'accent', icon: IconLoader2, label: 'Running', turns: true },
  succeeded: { hue: 'success', icon: IconCircleCheck, label: 'Succeeded' },
  partial: { hue: 'warning', icon: IconCircleHalf2, label: 'Some failed' },
  failed: { hue: 'danger', icon: IconCircleX, label: 'Failed' },
  cancelled: { hue: 'dim', icon: IconCircleOff, label: 'Cancelled' },
  interrupted: { hue: 'violet', icon: IconBolt, label: 'Interrupted' },
};

/** How a run ended, or that it is under way. */
export function RunBadge({ state }: { state: RunState }) {
  return <Badge {...RUN_STATE_LOOKS[state]} />;
}
