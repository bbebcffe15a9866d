/// <reference lib="dom" />
// Runs in every new document before the page's own scripts: sets up what a sandboxed preload sees, then runs the preload.
// The page is given the sources: this function must use nothing but its arguments.
import { createCodec } from './codec.ts';
import { createPageBridge } from './page-bridge.ts';
import { installPageGuards } from './page-guards.ts';
import { createPageIpc } from './page-ipc.ts';
import { RECEIVER, type FromPage, type PageConfig } from './page-message.ts';

interface Parts {
  createCodec: typeof createCodec;
  createPageIpc: typeof createPageIpc;
  createPageBridge: typeof createPageBridge;
  installPageGuards: typeof installPageGuards;
  loudInPage: typeof loudInPage;
  receiver: string;
}

type Preload = (require: unknown, module: object, exports: object, process: object) => void;

/** The text that Chromium evaluates; `preload` is the text of the app's preload, or undefined where there is none. */
export function pageSideSource(config: PageConfig, preload: string | undefined): string {
  const parts = [createCodec, createPageIpc, createPageBridge, installPageGuards, loudInPage];
  const members = parts.map((part) => `${part.name}: ${String(part)}`);
  const wrapped = preload === undefined ? 'undefined' : `function (require, module, exports, process) {\n${preload}\n}`;
  const given = `{ ${members.join(',\n')}, receiver: ${JSON.stringify(RECEIVER)} }`;
  return `(${String(startPageSide)})(${given}, ${JSON.stringify(config)}, ${wrapped});`;
}

function startPageSide(parts: Parts, config: PageConfig, preload: Preload | undefined): void {
  const post: unknown = Reflect.get(window, config.binding);
  if (window !== window.top || typeof post !== 'function') return;
  Reflect.deleteProperty(window, config.binding);
  const send = (message: FromPage): void => void Reflect.apply(post, undefined, [JSON.stringify(message)]);

  const codec = parts.createCodec();
  const ipc = parts.createPageIpc(codec, config, send);
  Object.defineProperty(window, Symbol.for(parts.receiver), { value: ipc.receive });
  parts.installPageGuards(send, ipc.ask);

  const electron = parts.loudInPage('electron', {
    ipcRenderer: parts.loudInPage('ipcRenderer', ipc.ipcRenderer),
    contextBridge: parts.loudInPage('contextBridge', parts.createPageBridge(codec)),
  });
  const require = (name: string) => {
    if (/^electron(\/(renderer|common))?$/.test(name)) return electron;
    throw new Error(`module not found: ${name}`);
  };
  const process = {
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    platform: config.platform,
    versions: config.versions,
    argv: config.additionalArguments,
    env: {},
  };
  const module = { exports: {} };
  try {
    preload?.(require, module, module.exports, process);
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    send({ type: 'preload-error', error: text });
  }
}

/** What a sandboxed preload sees of Electron throws where the double lacks it. */
function loudInPage<T extends object>(name: string, object: T): T {
  return new Proxy(object, {
    get: (target, member) => {
      if (typeof member === 'symbol' || member in target || member === 'then') return Reflect.get(target, member);
      throw new Error(`The double of electron does not cover ${name}.${member}`);
    },
  });
}
