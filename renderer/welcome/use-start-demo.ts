import { useState } from 'react';
import { call } from '../api/engine.ts';
import { goTo } from '../app/use-route.ts';
import { toastError } from '../ui/toast.tsx';

/** Starts the embedded instance, and goes to the tour. */
export function useStartDemo(): { start: () => Promise<void>; isStarting: boolean } {
  const [isStarting, setIsStarting] = useState(false);
  async function start(): Promise<void> {
    setIsStarting(true);
    try {
      await call('demo.start', {});
      goTo('welcome', ['tour']);
    } catch (thrown) {
      toastError(thrown, 'The demo did not start');
    } finally {
      setIsStarting(false);
    }
  }
  return { start, isStarting };
}
