// app: from the start to the quit of the double.
import { EventEmitter } from 'node:events';
import { createAppPaths } from './app-paths.ts';
import { boot } from './boot-state.ts';
import { started } from './command-line.ts';
import { complain } from './complain.ts';
import { connectChromium } from './devtools.ts';
import { loudObject, makeLoud } from './loud.ts';
import { preventable } from './preventable.ts';
import { takeLock, type LockAnswer } from './single-instance.ts';
import { openContents } from './web-contents.ts';
import { openWindows } from './window-list.ts';

class App extends EventEmitter {
  name = started.package.productName ?? started.package.name ?? 'Electron';
  readonly isPackaged = false;
  applicationMenu = null;
  /** macOS only; elsewhere Electron has no app.dock either. */
  readonly dock =
    process.platform === 'darwin' ? { show: async () => {}, hide: () => {}, setMenu: () => {} } : undefined;
  readonly commandLine = loudObject('app.commandLine', {
    appendSwitch: (name: string, value = '') => void started.switches.set(name, value),
    removeSwitch: (name: string) => void started.switches.delete(name),
    hasSwitch: (name: string) => started.switches.has(name),
    getSwitchValue: (name: string) => started.switches.get(name) ?? '',
  });
  #paths = createAppPaths(() => this.name);
  #ready: Promise<void> | undefined;
  #isQuitting = false;
  #lock: LockAnswer | undefined;
  #opensAtLogin = false;

  /** Starts Chromium at the first call: a second instance, which quits before, needs none. */
  whenReady(): Promise<void> {
    this.#ready ??= this.#start();
    return this.#ready;
  }

  isReady(): boolean {
    return boot.isReady;
  }

  getName(): string {
    return this.name;
  }

  setName(name: string): void {
    this.name = name;
  }

  getVersion(): string {
    return started.package.version ?? '0.0.0';
  }

  getAppPath(): string {
    return started.appPath;
  }

  getLocale(): string {
    return 'en-US';
  }

  getSystemLocale(): string {
    return 'en-US';
  }

  getPath(name: string): string {
    return this.#paths.get(name);
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }

  setAppLogsPath(path?: string): void {
    this.setPath('logs', path ?? this.getPath('logs'));
  }

  /** macOS and Windows only: on Linux Electron does nothing here, and the app needs an autostart file. */
  setLoginItemSettings({ openAtLogin = false }: { openAtLogin?: boolean }): void {
    if (process.platform !== 'linux') this.#opensAtLogin = openAtLogin;
  }

  getLoginItemSettings(): { openAtLogin: boolean; wasOpenedAtLogin: boolean } {
    return { openAtLogin: this.#opensAtLogin, wasOpenedAtLogin: false };
  }

  requestSingleInstanceLock(data?: unknown): boolean {
    this.#lock = takeLock(this.getPath('userData'), data, (second) => {
      this.emit('second-instance', {}, second.argv, second.cwd, second.data);
    });
    return this.#lock.isFirst;
  }

  hasSingleInstanceLock(): boolean {
    return this.#lock?.isFirst ?? false;
  }

  setBadgeCount(): boolean {
    return false; // no Unity launcher here
  }

  setAppUserModelId(): void {}
  setAboutPanelOptions(): void {}
  setActivationPolicy(): void {}
  disableHardwareAcceleration(): void {}
  enableSandbox(): void {}
  focus(): void {}

  exit(code = 0): void {
    const told = this.#lock?.isFirst === false ? this.#lock.told : Promise.resolve();
    told.catch(complain).finally(() => process.exit(code));
  }

  quit(): void {
    if (this.#isQuitting) return;
    const before = preventable({});
    this.emit('before-quit', before);
    if (before.defaultPrevented) return;
    this.#isQuitting = true;
    for (const window of openWindows.values()) window.close();
    this.#isQuitting = openWindows.size === 0;
    if (!this.#isQuitting) return; // a window has refused to close
    const will = preventable({});
    this.emit('will-quit', will);
    this.#isQuitting = !will.defaultPrevented;
    if (!this.#isQuitting) return;
    this.emit('quit', {}, 0);
    this.exit(0);
  }

  _allWindowsClosed(): void {
    if (!this.#isQuitting && !this.emit('window-all-closed')) this.quit();
  }

  async #start(): Promise<void> {
    await connectChromium((method, params) => {
      if (method !== 'Target.targetDestroyed') return;
      for (const contents of openContents.values()) if (contents._targetId === params['targetId']) contents._destroy();
    });
    boot.isReady = true;
    this.emit('will-finish-launching');
    this.emit('ready', {}, {});
  }
}
makeLoud(App, 'app');

export const app = new App();
