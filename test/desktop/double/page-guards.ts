/// <reference lib="dom" />
// What a page asks its window for and Electron's main side decides: new windows, closing, permissions.
// The page is given the source of this function: it must use nothing from outside itself.
import type { PageIpc } from './page-ipc.ts';
import type { FromPage } from './page-message.ts';

export function installPageGuards(send: (message: FromPage) => void, ask: PageIpc['ask']): void {
  const open = (url: string, frameName: string) =>
    send({ type: 'open', url: new URL(url, location.href).href, frameName });

  window.open = (url, frameName) => {
    open(String(url ?? 'about:blank'), frameName ?? '');
    return null;
  };
  window.close = () => send({ type: 'close-window' });
  window.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[target=_blank]') : null;
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    open(link.href, '');
  });

  /** Electron asks the permission handler first; where it says no, the page sees what Chromium tells for a refusal. */
  const guard = <T extends object>(owner: T | undefined, method: keyof T, permission: string): void => {
    const real = owner?.[method];
    if (!owner || typeof real !== 'function') return;
    const guarded = async (...args: unknown[]): Promise<unknown> => {
      if (!(await ask(permission, false))) throw new DOMException('Permission denied', 'NotAllowedError');
      return Reflect.apply(real, owner, args);
    };
    Object.defineProperty(owner, method, { value: guarded, configurable: true });
  };

  guard(navigator.mediaDevices, 'getUserMedia', 'media');
  guard(navigator.clipboard, 'read', 'clipboard-read');
  guard(navigator.clipboard, 'readText', 'clipboard-read');
  guard(navigator.clipboard, 'write', 'clipboard-sanitized-write');
  guard(navigator.clipboard, 'writeText', 'clipboard-sanitized-write');
  Notification.requestPermission = async () => ((await ask('notifications', false)) ? 'granted' : 'denied');

  const locate = navigator.geolocation?.getCurrentPosition.bind(navigator.geolocation);
  navigator.geolocation.getCurrentPosition = (found, failed, options) => {
    const refuse = () => failed?.({ code: 1, message: 'User denied Geolocation' } as GeolocationPositionError);
    void ask('geolocation', false).then((may) => (may ? locate(found, failed, options) : refuse()));
  };

  const query = navigator.permissions.query.bind(navigator.permissions);
  navigator.permissions.query = async (descriptor) => {
    const status = await query(descriptor);
    const state = (await ask(descriptor.name, true)) ? 'granted' : 'denied';
    return Object.defineProperty(status, 'state', { value: state });
  };
}
