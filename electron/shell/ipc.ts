// The main side of the bridge: answers the page of our own window and nobody else, and tells it what happens in
// batches, so that a busy engine costs the page one message in 50 ms.
import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import type { EngineEvent } from '#shared/event.ts';
import { latestProgress } from './latest-progress.ts';
import type { Link } from './link.ts';
import { isOurs } from './page-protocol.ts';

const BATCH_MS = 50;

/** @param window the only one whose page is answered; null while there is none */
export function answerCalls(link: Link, window: () => BrowserWindow | null): void {
  ipcMain.handle('wherry:call', async (event, name: unknown, input: unknown) => {
    if (!isOurPage(event, window())) throw new Error('refused: not the page of Wherry');
    return await link.call(String(name), input);
  });
}

export interface PageEvents {
  /** One of the shell's own. */
  tell(event: EngineEvent): void;
  end(): void;
}

/** Of a file's progress only the last in a batch is told. */
export function tellEvents(link: Link, window: () => BrowserWindow | null): PageEvents {
  let batch: EngineEvent[] = [];
  let timer: NodeJS.Timeout | null = null;

  function flush(): void {
    timer = null;
    const events = latestProgress(batch);
    batch = [];
    const target = window();
    if (target !== null && !target.isDestroyed()) target.webContents.send('wherry:events', events);
  }

  function tell(event: EngineEvent): void {
    batch.push(event);
    timer ??= setTimeout(flush, BATCH_MS);
  }

  const unsubscribe = link.subscribe(tell);
  return {
    tell,
    end() {
      unsubscribe();
      if (timer !== null) clearTimeout(timer);
    },
  };
}

/** A frame within our page, a page that we have not loaded, or another window may not ask. */
function isOurPage({ senderFrame, sender }: IpcMainInvokeEvent, window: BrowserWindow | null): boolean {
  if (window === null || sender !== window.webContents || senderFrame === null) return false;
  return senderFrame.parent === null && isOurs(senderFrame.url);
}
