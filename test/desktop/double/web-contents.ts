// webContents: one page of Chromium and what the app is told of it.
import { EventEmitter } from 'node:events';
import { fromPageAddress, toPageAddress } from './addresses.ts';
import { createCodec } from './codec.ts';
import { complain } from './complain.ts';
import { sendToChromium, type Params } from './devtools.ts';
import { makeLoud } from './loud.ts';
import { type MessagePortMain, portToPage } from './message-port.ts';
import { imageOf, type NativeImage } from './native-image.ts';
import { hearPage } from './page-hearing.ts';
import type { ToPage } from './page-message.ts';
import { answerRequest } from './page-requests.ts';
import { openPage, type PageTarget } from './page-target.ts';
import { preventable } from './preventable.ts';
import { session } from './session.ts';

export interface WebPreferences {
  preload?: string;
  additionalArguments?: string[];
}

/** What a page does to the window that it is in. */
export interface ContentsOwner {
  size(): { width: number; height: number };
  close(): void;
  openAnother(url: string): void;
  pageLoaded(): void;
  pageGone(): void;
}

export interface Frame {
  url: string;
  origin: string;
  parent: null;
  routingId: number;
  processId: number;
  isDestroyed(): boolean;
  send(channel: string, ...args: unknown[]): void;
}

type OpenHandler = (details: { url: string; frameName: string; disposition: string }) => { action: 'allow' | 'deny' };

const codec = createCodec();
export const openContents = new Map<number, WebContents>();
let lastId = 0;

export class WebContents extends EventEmitter {
  readonly id = ++lastId;
  readonly session = session.defaultSession;
  readonly mainFrame: Frame;
  readonly owner: ContentsOwner;
  readonly preferences: WebPreferences;
  #page: PageTarget | undefined;
  #opening: Promise<PageTarget>;
  #isDestroyed = false;
  #isLoading = false;
  #url = '';
  #loadedByApp = new Set<string>();
  #openHandler: OpenHandler = () => ({ action: 'allow' });

  constructor(preferences: WebPreferences, owner: ContentsOwner) {
    super();
    this.owner = owner;
    this.preferences = preferences;
    this.mainFrame = this.#createFrame();
    openContents.set(this.id, this);
    const { preload, additionalArguments = [] } = preferences;
    const options = { contentsId: this.id, size: owner.size(), preload, additionalArguments };
    const opening = openPage(
      options,
      (method, params) => this.#hear(method, params),
      (text) => void hearPage(this, text).catch(complain),
    );
    this.#opening = opening.then((page) => (this.#page = page));
    this.#opening.catch((error: unknown) => this.#isDestroyed || complain(error));
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.#opening;
    const address = toPageAddress(url);
    this.#loadedByApp.add(address);
    this.#isLoading = true;
    this.emit('did-start-loading');
    const loaded = Promise.race([once(this, 'did-finish-load'), once(this, 'destroyed')]);
    const { errorText } = await page.ask('Page.navigate', { url: address });
    if (errorText) {
      this.#isLoading = false;
      this.emit('did-fail-load', {}, -2, errorText, url, true);
      throw new Error(`${errorText} loading '${url}'`);
    }
    await loaded;
  }

  reload(): void {
    this.#loadedByApp.add(toPageAddress(this.#url));
    this.#page?.ask('Page.reload').catch(complain);
  }

  getURL(): string {
    return this.#url;
  }

  isLoading(): boolean {
    return this.#isLoading;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  isDevToolsOpened(): boolean {
    return false;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  send(channel: string, ...args: unknown[]): void {
    this._deliver({ type: 'send', channel, args: codec.encode(args), ports: [] });
  }

  postMessage(channel: string, message: unknown, transfer: MessagePortMain[] = []): void {
    const ports = transfer.map((port, at) => {
      const id = `main:${this.id}:${Date.now()}:${at}:${Math.random()}`;
      portToPage(port, id, (sent) => this._deliver(sent));
      return id;
    });
    this._deliver({ type: 'send', channel, args: codec.encode([message]), ports });
  }

  async executeJavaScript(expression: string): Promise<unknown> {
    const page = await this.#opening;
    const params = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await page.ask('Runtime.evaluate', params);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  async capturePage(): Promise<NativeImage> {
    const page = await this.#opening;
    const { data } = await page.ask('Page.captureScreenshot');
    return imageOf(Buffer.from(data, 'base64'));
  }

  close(): void {
    this.owner.close();
  }

  get _targetId(): string | undefined {
    return this.#page?.targetId;
  }

  _deliver(message: ToPage): void {
    if (!this.#isDestroyed) this.#page?.deliver(message);
  }

  /** The app's answer to a page that wants another window. */
  _askOpen(url: string, frameName: string): void {
    const { action } = this.#openHandler({ url, frameName, disposition: 'foreground-tab' });
    if (action === 'allow') this.owner.openAnother(url);
  }

  _resize(size: { width: number; height: number }): void {
    void this.#opening.then((page) => page.resize(size)).catch(() => {}); // closed meanwhile
  }

  _applyTheme(): void {
    this.#page?.applyTheme().catch(() => {}); // closed meanwhile
  }

  /** Grants the page in Chromium what the app's permission handler has allowed. */
  async _grant(name: string): Promise<void> {
    const permission = GRANTS[name];
    const { origin } = new URL(toPageAddress(this.#url));
    if (permission) await sendToChromium('Browser.setPermission', { permission, setting: 'granted', origin });
  }

  _destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    openContents.delete(this.id);
    this.#opening.then((page) => page.close()).catch(() => {}); // Chromium has closed it already
    this.emit('destroyed');
    this.owner.pageGone();
  }

  #createFrame(): Frame {
    const url = (): string => this.#url;
    return {
      get url() {
        return url();
      },
      get origin() {
        return /^[a-z][a-z0-9+.-]*:\/\/[^/]*/.exec(url())?.[0] ?? 'null';
      },
      parent: null,
      routingId: 1,
      processId: this.id,
      isDestroyed: () => this.#isDestroyed,
      send: (channel, ...args) => this.send(channel, ...args),
    };
  }

  #hear(method: string, params: Params): void {
    const page = this.#page;
    if (method === 'Fetch.requestPaused' && page) {
      answerRequest(page, params, (url, isMainFrame) => this.#mayNavigate(url, isMainFrame)).catch((error: unknown) => {
        if (!this.#isDestroyed && !/Invalid InterceptionId|not attached|closed/i.test(String(error))) complain(error);
      });
    } else if (method === 'Page.frameNavigated' && !params['frame'].parentId) {
      this.#url = fromPageAddress(params['frame'].url);
      this._applyTheme();
      this.emit('did-navigate', {}, this.#url, 200, '');
    } else if (method === 'Page.domContentEventFired') this.emit('dom-ready', {});
    else if (method === 'Page.loadEventFired') this.#loaded();
    else if (method === 'Inspector.targetCrashed') {
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    } else if (method === 'Runtime.consoleAPICalled') {
      const words: Params[] = params['args'];
      const message = words.map((word) => String(word['value'] ?? word['description'])).join(' ');
      this.emit('console-message', { level: LEVELS[params['type']] ?? 'info', message, frame: this.mainFrame });
    }
  }

  #loaded(): void {
    this.#isLoading = false;
    this.emit('did-finish-load');
    if (this.#url && this.#url !== 'about:blank') this.owner.pageLoaded();
  }

  #mayNavigate(address: string, isMainFrame: boolean): boolean {
    if (isMainFrame && this.#loadedByApp.delete(address)) return true;
    const url = fromPageAddress(address);
    const event = preventable({ url, isMainFrame, isSameDocument: false, frame: isMainFrame ? this.mainFrame : null });
    this.emit('will-frame-navigate', event);
    if (isMainFrame && !event.defaultPrevented) this.emit('will-navigate', event, url);
    return !event.defaultPrevented;
  }
}
makeLoud(WebContents, 'webContents');

const LEVELS: Record<string, string> = {
  log: 'info',
  info: 'info',
  warning: 'warning',
  error: 'error',
  debug: 'debug',
};

/** Electron's words for permissions, and Chromium's. */
const GRANTS: Record<string, Params> = {
  notifications: { name: 'notifications' },
  geolocation: { name: 'geolocation' },
  'clipboard-read': { name: 'clipboard-read' },
  'clipboard-sanitized-write': { name: 'clipboard-write' },
};

function once(emitter: EventEmitter, event: string): Promise<void> {
  return new Promise((resolve) => emitter.once(event, () => resolve()));
}
