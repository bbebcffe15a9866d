// In the desktop application by the preload's bridge, else over HTTP with the token that came with the address.
import { takeToken } from '../app/router.ts';
import { createDesktopTransport, type DesktopBridge } from './desktop-transport.ts';
import { createHttpTransport } from './http-transport.ts';
import type { Transport } from './transport.ts';

declare global {
  interface Window {
    wherry?: DesktopBridge;
  }
}

const KEPT_TOKEN = 'wherry-token';

export function chooseTransport(): Transport {
  if (window.wherry) return createDesktopTransport(window.wherry);
  // The address of another start was put into this tab: only its hash has changed, so nothing would be loaded.
  globalThis.addEventListener('hashchange', () => {
    if (takeToken(location.hash).token !== null) location.reload();
  });
  return createHttpTransport({ baseUrl: new URL('.', location.href).href, token: tokenOfThisTab() });
}

/** The token leaves the address at once, so that nobody copies it with a link; a reload finds it in the tab's own storage. */
function tokenOfThisTab(): string | null {
  const { token, hash } = takeToken(location.hash);
  if (token === null) return sessionStorage.getItem(KEPT_TOKEN);
  sessionStorage.setItem(KEPT_TOKEN, token);
  history.replaceState(null, '', hash || location.pathname);
  return token;
}
