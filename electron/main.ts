// The desktop application's main process, as a list of what happens at a start. Each step is in electron/shell.
import path from 'node:path';
import { app } from 'electron';
import { systemClock } from '#engine/clock.ts';
import { answerCalls, tellEvents } from '#shell/ipc.ts';
import { IN_BACKGROUND } from '#shell/login-item.ts';
import { setNamesAndPlaces } from '#shell/names-and-places.ts';
import { showNotices } from '#shell/notifications.ts';
import { openEngine } from '#shell/open-engine.ts';
import { announcePageScheme, servePage } from '#shell/page-protocol.ts';
import { handleQuit } from '#shell/quit.ts';
import { followSettings } from '#shell/settings-in-force.ts';
import { tellStartFailure } from '#shell/start-failure.ts';
import { tellThatItStays } from '#shell/stays-in-tray.ts';
import { createTrayActions } from '#shell/tray-actions.ts';
import { watchTrayFacts } from '#shell/tray-facts.ts';
import { createTrayIcon } from '#shell/tray.ts';
import { createMainWindow, lockPagesDown } from '#shell/window.ts';
import { namesUnderWay, wasInterrupted } from '#shell/work.ts';

const ICONS = path.join(import.meta.dirname, '../../../resources/icons/tray');

async function start(dataDirectory: string): Promise<void> {
  const startedAt = Date.now();
  const window = createMainWindow(dataDirectory, () => tellThatItStays(dataDirectory));
  app.on('second-instance', () => window.show());
  app.on('activate', () => window.show());
  // It lives in the tray: no window is no reason to end.
  app.on('window-all-closed', () => {});

  await app.whenReady();
  lockPagesDown();
  servePage();
  const engine = await openEngine(dataDirectory, window.browserWindow);
  const { link, log } = engine;

  answerCalls(link, window.browserWindow);
  const endings = [
    tellEvents(link, window.browserWindow),
    showNotices(link, { clock: systemClock, log, open: window.show }),
    followSettings({ link, log, updates: engine.updates, server: engine.server }),
  ];
  const quit = handleQuit({
    window: window.browserWindow,
    underWay: async () => await namesUnderWay(link),
    stopping: engine.stopping,
    ended: engine.ended,
    async close() {
      for (const end of endings) end();
      window.letClose();
      tray.destroy();
      await engine.close();
    },
  });
  const tray = createTrayIcon(ICONS, createTrayActions({ link, log, show: window.show, quit: quit.request }));
  endings.push(watchTrayFacts(link, tray.show));

  if (await wasInterrupted(link, startedAt)) window.show('/attention');
  else if (!process.argv.includes(IN_BACKGROUND)) window.show();
}

announcePageScheme();
const dataDirectory = setNamesAndPlaces();
// A second start shows the window of the first (`second-instance` above) and ends.
if (app.requestSingleInstanceLock()) start(dataDirectory).catch(tellStartFailure);
else app.exit(0);
