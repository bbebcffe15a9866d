// The bridge between the page and the main process: two functions, nothing else of Electron or Node. Runs sandboxed.
import { contextBridge, ipcRenderer } from 'electron';
import type { EngineEvent } from '#shared/event.ts';

/** The page's; this project knows no DOM. */
declare const location: { hash: string };

contextBridge.exposeInMainWorld('wherry', {
  /** @returns an Answer; rejects only where the main process refuses to listen to this page */
  call: (name: string, input: unknown): Promise<unknown> => ipcRenderer.invoke('wherry:call', name, input),
  /** @returns the function that ends it */
  subscribe(listener: (event: EngineEvent) => void): () => void {
    const receive = (_: unknown, events: readonly EngineEvent[]): void => {
      for (const event of events) listener(event);
    };
    ipcRenderer.on('wherry:events', receive);
    return () => void ipcRenderer.removeListener('wherry:events', receive);
  },
});

// From the tray or a notification: the page goes there as if its link were clicked, and keeps what it has.
ipcRenderer.on('wherry:show', (_, route: string) => {
  location.hash = `#${route}`;
});
