import { call } from '../api/engine.ts';
import { useCall } from '../api/use-call.ts';
import { toastError } from '../ui/toast.tsx';

/** Shows a file in its folder; null in a browser, where the folder may be on another machine. */
export function useReveal(): ((fileId: number) => void) | null {
  const info = useCall('app.info', {});
  return info.value?.kind === 'desktop' ? reveal : null;
}

function reveal(fileId: number): void {
  call('shell.revealFile', { id: String(fileId) }).catch((thrown: unknown) => toastError(thrown, 'Not shown'));
}
