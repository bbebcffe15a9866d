// BrowserWindow: what the app believes of its window (shown, focused, its bounds), over a page of Chromium.
import { EventEmitter } from 'node:events';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from './app.ts';
import { boot } from './boot-state.ts';
import { started } from './command-line.ts';
import { complain } from './complain.ts';
import { makeLoud } from './loud.ts';
import type { NativeImage } from './native-image.ts';
import { preventable } from './preventable.ts';
import { type ContentsOwner, WebContents, type WebPreferences } from './web-contents.ts';
import { focus, openWindows } from './window-list.ts';

interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface WindowOptions extends Partial<Bounds> {
  show?: boolean;
  title?: string;
  webPreferences?: WebPreferences & Record<string, unknown>;
}

export class BrowserWindow extends EventEmitter {
  readonly id: number;
  readonly webContents: WebContents;
  title: string;
  #bounds: Bounds;
  #is = { visible: false, minimized: false, maximized: false, fullScreen: false };
  #hasLoaded = false;
  #progress = -1;

  constructor({
    x = 0,
    y = 0,
    width = 800,
    height = 600,
    show = true,
    title = app.name,
    webPreferences = {},
  }: WindowOptions = {}) {
    super();
    if (!boot.isReady) throw new Error('Cannot create BrowserWindow before app is ready');
    refuseUnsafe(webPreferences);
    this.title = title;
    this.#bounds = { x, y, width, height };
    this.#is.visible = show;
    this.webContents = new WebContents(webPreferences, this.#owner());
    this.id = this.webContents.id;
    openWindows.set(this.id, this);
    if (show) focus.window = this;
    queueMicrotask(() => {
      app.emit('web-contents-created', {}, this.webContents);
      app.emit('browser-window-created', {}, this);
    });
  }

  static getAllWindows = (): BrowserWindow[] => [...openWindows.values()];
  static getFocusedWindow = (): BrowserWindow | null => focus.window;
  static fromId = (id: number): BrowserWindow | null => openWindows.get(id) ?? null;
  static fromWebContents = (contents: WebContents | undefined): BrowserWindow | null =>
    (contents && openWindows.get(contents.id)) ?? null;

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  loadFile(file: string): Promise<void> {
    return this.loadURL(pathToFileURL(resolve(started.appPath, file)).href);
  }

  reload(): void {
    this.webContents.reload();
  }

  show(): void {
    this.#set('visible', true, 'show');
    this.focus();
  }

  showInactive(): void {
    this.#set('visible', true, 'show');
  }

  hide(): void {
    this.#set('visible', false, 'hide');
    this.blur();
  }

  focus(): void {
    if (focus.window === this) return;
    focus.window?.blur();
    focus.window = this;
    this.emit('focus');
    app.emit('browser-window-focus', {}, this);
  }

  blur(): void {
    if (focus.window !== this) return;
    focus.window = null;
    this.emit('blur');
    app.emit('browser-window-blur', {}, this);
  }

  minimize(): void {
    this.#set('minimized', true, 'minimize');
    this.blur();
  }

  restore(): void {
    this.#set('minimized', false, 'restore');
  }

  maximize(): void {
    this.#set('maximized', true, 'maximize');
  }

  unmaximize(): void {
    this.#set('maximized', false, 'unmaximize');
  }

  setFullScreen(isFull: boolean): void {
    this.#set('fullScreen', isFull, isFull ? 'enter-full-screen' : 'leave-full-screen');
  }

  isVisible(): boolean {
    return this.#is.visible && !this.isDestroyed();
  }

  isMinimized(): boolean {
    return this.#is.minimized;
  }

  isMaximized(): boolean {
    return this.#is.maximized;
  }

  isFullScreen(): boolean {
    return this.#is.fullScreen;
  }

  isFocused(): boolean {
    return focus.window === this;
  }

  isDestroyed(): boolean {
    return !openWindows.has(this.id);
  }

  getTitle(): string {
    return this.title;
  }

  setTitle(title: string): void {
    this.title = title;
  }

  getBounds(): Bounds {
    return { ...this.#bounds };
  }

  getNormalBounds(): Bounds {
    return this.getBounds();
  }

  getContentBounds(): Bounds {
    return this.getBounds();
  }

  getSize(): [number, number] {
    return [this.#bounds.width, this.#bounds.height];
  }

  setBounds(bounds: Partial<Bounds>): void {
    Object.assign(this.#bounds, bounds);
    const { width, height } = this.#bounds;
    this.webContents._resize({ width, height });
    this.emit('resize');
    this.emit('resized');
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  setPosition(x: number, y: number): void {
    Object.assign(this.#bounds, { x, y });
    this.emit('move');
    this.emit('moved');
  }

  setProgressBar(progress: number): void {
    this.#progress = progress;
  }

  get _progress(): number {
    return this.#progress;
  }

  capturePage(): Promise<NativeImage> {
    return this.webContents.capturePage();
  }

  /** What only a window manager shows: nothing of it reaches the page. */
  center(): void {}
  moveTop(): void {}
  setMenu(): void {}
  removeMenu(): void {}
  setMenuBarVisibility(): void {}
  setAutoHideMenuBar(): void {}
  setMinimumSize(): void {}
  setIcon(): void {}
  setBackgroundColor(): void {}
  setTitleBarOverlay(): void {}
  setSkipTaskbar(): void {}
  flashFrame(): void {}

  close(): void {
    if (this.isDestroyed()) return;
    const event = preventable({});
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  destroy(): void {
    this.webContents._destroy();
  }

  #set(what: 'visible' | 'minimized' | 'maximized' | 'fullScreen', value: boolean, event: string): void {
    if (this.#is[what] === value) return;
    this.#is[what] = value;
    this.emit(event);
  }

  #owner(): ContentsOwner {
    return {
      size: () => ({ width: this.#bounds.width, height: this.#bounds.height }),
      close: () => this.close(),
      openAnother: (url) => void new BrowserWindow().loadURL(url).catch(complain),
      pageLoaded: () => {
        if (!this.#hasLoaded) this.emit('ready-to-show');
        this.#hasLoaded = true;
      },
      pageGone: () => {
        openWindows.delete(this.id);
        if (focus.window === this) focus.window = null;
        this.emit('closed');
        if (openWindows.size === 0) app._allWindowsClosed();
      },
    };
  }
}
makeLoud(BrowserWindow, 'BrowserWindow');

/** The double runs a preload as a sandboxed one, apart from the page: an app that wants less gets no window. */
function refuseUnsafe(preferences: Record<string, unknown>): void {
  const unsafe = [
    'nodeIntegration',
    'nodeIntegrationInWorker',
    'webviewTag',
    'allowRunningInsecureContent',
    'experimentalFeatures',
  ];
  const needed = ['sandbox', 'contextIsolation', 'webSecurity'];
  for (const name of unsafe) {
    if (preferences[name] === true)
      throw new Error(`The double of electron does not cover webPreferences.${name}: true`);
  }
  for (const name of needed) {
    if (preferences[name] === false)
      throw new Error(`The double of electron does not cover webPreferences.${name}: false`);
  }
}
