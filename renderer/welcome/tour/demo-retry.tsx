import { Button } from '@mantine/core';
import { IconCheck, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { call, WHO } from '../../api/engine.ts';
import { useCall } from '../../api/use-call.ts';
import { StateBadge } from '../../ui/state-badge.tsx';
import { toastError } from '../../ui/toast.tsx';
import { NoFailure } from './demo-failure.tsx';
import css from './tour.module.css';
import { useDemoFailure } from './use-demo-failure.ts';

/** The same file from the first look on, also when it is not failed any more. */
export function DemoRetry({ ruleId }: { ruleId: string }) {
  const { failed } = useDemoFailure(ruleId);
  const [id, setId] = useState<number | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const shownId = id ?? failed?.id ?? null;
  const file = useCall('file.show', shownId === null ? null : { id: String(shownId) }).value?.file;
  if (shownId === null) return <NoFailure />;
  if (!file) return null;

  async function act(act: () => Promise<unknown>): Promise<void> {
    setIsBusy(true);
    setId(shownId);
    try {
      await act();
    } catch (thrown) {
      toastError(thrown, file?.name);
    } finally {
      setIsBusy(false);
    }
  }
  const action = { id: String(shownId), who: WHO };
  return (
    <>
      <div className={css.line} aria-live="polite">
        <StateBadge state={file.state} />
        <strong>{file.name}</strong>
      </div>
      {file.reason !== null && <p className={css.reason}>{file.reason}</p>}
      <div className={css.line}>
        <Button
          loading={isBusy}
          disabled={file.state === 'active'}
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={() =>
            void act(async () => {
              await call('file.retry', action);
              await call('rule.run', { ruleId });
            })
          }
        >
          Retry
        </Button>
        <Button
          variant="default"
          disabled={isBusy || file.state === 'active' || file.state === 'done'}
          leftSection={<IconCheck size={16} aria-hidden />}
          onClick={() => void act(() => call('file.done', action))}
        >
          Mark done
        </Button>
      </div>
    </>
  );
}
