import { Button } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../api/engine.ts';
import { linkTo } from '../../app/router.ts';
import { goTo } from '../../app/use-route.ts';
import { toastError, toastSuccess } from '../../ui/toast.tsx';
import css from './tour.module.css';

export function StopDemo() {
  const [isStopping, setIsStopping] = useState(false);
  async function stop(): Promise<void> {
    setIsStopping(true);
    try {
      await call('demo.stop', {});
      toastSuccess('The demo is stopped', 'Its rule is removed.');
      goTo('rules');
    } catch (thrown) {
      toastError(thrown, 'The demo was not stopped');
      setIsStopping(false);
    }
  }
  return (
    <div className={css.line}>
      <Button loading={isStopping} onClick={() => void stop()}>
        Stop the demo and remove its rule
      </Button>
      <Button component="a" variant="default" href={linkTo('rules')}>
        Keep it running
      </Button>
    </div>
  );
}
