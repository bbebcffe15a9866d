// The desktop application's main process, as a list of what happens at a start. Each step is in electron/shell.
import { app } from 'electron';
import { systemClock } from '#engine/clock.ts';
import { countBuffersWithTheHeap } from '#host/buffer-memory.ts';
import { setApplicationMenu } from '#shell/app-menu.ts';
import { answerCalls, tellEvents } from '#shell/ipc.ts';
import { isBackgroundStart, showAtSecondStart } from '#shell/later-starts.ts';
import { watchForDefects } from '#shell/last-resort.ts';
import { type Places, setNamesAndPlaces } from '#shell/names-and-places.ts';
import { showNotices } from '#shell/notifications.ts';
import { openEngine } from '#shell/open-engine.ts';
import { lockPagesDown } from '#shell/page-lock.ts';
import { announcePageScheme, servePage } from '#shell/page-protocol.ts';
import { handleQuit } from '#shell/quit.ts';
import { followSettings } from '#shell/settings-in-force.ts';
import { tellStartFailure } from '#shell/start-failure.ts';
import { tellThatItStays } from '#shell/stays-in-tray.ts';
import { createTrayActions } from '#shell/tray-actions.ts';
import { watchTrayFacts } from '#shell/tray-facts.ts';
import { createTrayIcon } from '#shell/tray.ts';
import { createMainWindow } from '#shell/window.ts';
import { namesUnderWay, wasInterrupted } from '#shell/work.ts';

async function start(places: Places): Promise<void> {
  countBuffersWithTheHeap();
  const startedAt = Date.now();
  const window = createMainWindow(places, () => tellThatItStays(places.data));
  const letShow = showAtSecondStart(() => window.show());
  // It lives in the tray: no window is no reason to end.
  app.on('window-all-closed', () => {});

  await app.whenReady();
  lockPagesDown();
  servePage(places.renderer);
  setApplicationMenu();
  const engine = await openEngine(places, window.browserWindow);
  const { link, log } = engine;
  watchForDefects(log, engine.ended);

  answerCalls(link, window.browserWindow);
  const page = tellEvents(link, window.browserWindow);
  const endings = [
    page.end,
    showNotices(link, { clock: systemClock, log, open: window.show }),
    followSettings({ link, log, updates: engine.updates, server: engine.server }),
  ];
  const quit = handleQuit({
    window: window.browserWindow,
    log,
    underWay: async () => await namesUnderWay(link),
    stopping: engine.stopping,
    ended: engine.ended,
    onWaiting(names) {
      tray.showQuitting(names);
      page.tell({ type: 'quitting', waitsFor: names });
    },
    async close() {
      await engine.close();
      for (const end of endings) end();
      tray.destroy();
      window.close();
    },
  });
  const tray = createTrayIcon(
    places.trayIcons,
    createTrayActions({ link, log, show: window.show, quit: quit.request }),
  );
  endings.push(watchTrayFacts(link, tray.show));

  letShow();
  if (await wasInterrupted(link, startedAt)) window.show('/attention');
  else if (!isBackgroundStart()) window.show();
}

async function startUnlessThere(): Promise<void> {
  const places = setNamesAndPlaces(import.meta.dirname);
  // Whoever is there already shows its window, and this process ends.
  if (app.requestSingleInstanceLock()) await start(places);
  else app.exit(0);
}

announcePageScheme();
startUnlessThere().catch(tellStartFailure);
