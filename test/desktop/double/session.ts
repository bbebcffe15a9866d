// session.defaultSession: the permission handlers that the app sets, and the protocol handlers, are the covered part.
import { EventEmitter } from 'node:events';
import { makeLoud } from './loud.ts';
import { protocol } from './protocol.ts';

type RequestHandler = (contents: object, permission: string, answer: (may: boolean) => void, details: object) => void;
type CheckHandler = (contents: object, permission: string, origin: string, details: object) => boolean;

class Session extends EventEmitter {
  readonly protocol = protocol;
  requestHandler: RequestHandler | null = null;
  checkHandler: CheckHandler | null = null;

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.requestHandler = handler;
  }

  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.checkHandler = handler;
  }

  /** Pages of the double have no USB, HID or serial devices and no screens to capture: nothing asks these handlers. */
  setDevicePermissionHandler(): void {}
  setDisplayMediaRequestHandler(): void {}

  setSpellCheckerEnabled(): void {}

  isPersistent(): boolean {
    return true;
  }

  async clearCache(): Promise<void> {}
}
makeLoud(Session, 'session.defaultSession');

export const session = { defaultSession: new Session() };

/** Electron allows whatever no handler refuses. */
export function mayPage(contents: { getURL(): string }, permission: string, isCheck: boolean): Promise<boolean> {
  const { requestHandler, checkHandler } = session.defaultSession;
  const requestingUrl = contents.getURL();
  const details = { requestingUrl, isMainFrame: true };
  if (isCheck) {
    const origin = new URL(requestingUrl).origin;
    return Promise.resolve(checkHandler?.(contents, permission, origin, details) ?? true);
  }
  if (!requestHandler) return Promise.resolve(true);
  return new Promise((resolve) => requestHandler(contents, permission, resolve, details));
}
