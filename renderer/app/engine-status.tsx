import { Button, Menu, Tooltip } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useCall } from '../api/use-call.ts';
import { useConnection } from '../api/use-events.ts';
import { useNow } from '../ui/now.ts';
import { engineState } from './engine-state.ts';
import css from './engine-status.module.css';
import { tomorrowMorning } from './next-morning.ts';
import { pauseAll, resumeAll, runAll } from './rule-actions.ts';

/** At the foot of the sidebar: how the engine stands in words, Run now for all rules, and a pause for all. */
export function EngineStatus({ isNarrow, attention }: { isNarrow: boolean; attention: number }) {
  const connection = useConnection();
  const rules = useCall('rule.list', {});
  const stateAt = (now: number) => engineState(connection, rules.value, attention, now);
  const state = useNow((now) => stateAt(now).text);
  const { kind } = stateAt(Date.now());
  const list = rules.value ?? [];
  const canRun = kind !== 'offline' && kind !== 'empty';
  const isPaused = list.some((rule) => rule.pause);
  return (
    <div className={css.status} data-narrow={isNarrow || undefined}>
      <Tooltip label={state} position="right" disabled={!isNarrow}>
        <p className={css.line} data-kind={kind}>
          <span className={css.dot} aria-hidden />
          <span className={css.text}>{state}</span>
        </p>
      </Tooltip>
      <div className={css.actions}>
        <Tooltip label="Run all rules now" position="right" disabled={!isNarrow}>
          <Button
            className={css.run}
            variant="default"
            disabled={!canRun}
            onClick={() => void runAll(list)}
            leftSection={<IconPlayerPlay size={16} aria-hidden />}
            aria-label={isNarrow ? 'Run now' : undefined}
          >
            Run now
          </Button>
        </Tooltip>
        <Menu position="right-end">
          <Menu.Target>
            <Button className={css.pause} variant="default" disabled={!canRun} aria-label="Pause">
              <IconPlayerPause size={16} aria-hidden />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>Pause all rules</Menu.Label>
            <Menu.Item onClick={() => void pauseAll(list, Date.now() + 3_600_000)}>For 1 hour</Menu.Item>
            <Menu.Item onClick={() => void pauseAll(list, tomorrowMorning(new Date()))}>Until tomorrow, 8:00</Menu.Item>
            <Menu.Item onClick={() => void pauseAll(list, null)}>Until resumed</Menu.Item>
            <Menu.Divider />
            <Menu.Item disabled={!isPaused} onClick={() => void resumeAll(list)}>
              Resume
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
    </div>
  );
}
