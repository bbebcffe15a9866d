// For every page that this process ever loads: no other address, no new window, no embedded page, and of all permissions
// only the one that copying needs.
import { app, session, shell } from 'electron';
import { isOurs } from './page-protocol.ts';

/** Pages that may be opened in the browser from ours. */
const OUTSIDE = ['https://docs.bettrdata.io/'];

/** After the application is ready, before its first window. */
export function lockPagesDown(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((contents, permission, answer) => {
    answer(mayDo(permission, contents.getURL()));
  });
  defaultSession.setPermissionCheckHandler((contents, permission) => mayDo(permission, contents?.getURL() ?? ''));
  defaultSession.setDevicePermissionHandler(() => false);

  app.on('web-contents-created', (_event, contents) => {
    // Also for frames, of which the page's CSP allows none.
    contents.on('will-frame-navigate', (event) => {
      if (!isOurs(event.url)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => {
      if (!isOurs(event.url)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (isAllowedOutside(url)) void shell.openExternal(url);
      return { action: 'deny' };
    });
  });
}

function mayDo(permission: string, url: string): boolean {
  return permission === 'clipboard-sanitized-write' && isOurs(url);
}

function isAllowedOutside(url: string): boolean {
  const href = URL.parse(url)?.href;
  return href !== undefined && OUTSIDE.some((start) => href.startsWith(start));
}
