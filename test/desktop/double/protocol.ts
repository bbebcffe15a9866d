import type Electron from 'electron';
import { schemes, type SchemeHandler } from './addresses.ts';
import { boot } from './boot-state.ts';
import { loudObject } from './loud.ts';

export const protocol = loudObject('protocol', {
  /** Every scheme of the double is standard and secure in the page; that the app asks in time is what can be checked. */
  registerSchemesAsPrivileged(): void {
    if (boot.isReady) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
  },
  handle(scheme: string, handler: SchemeHandler): void {
    if (!boot.isReady) throw new Error('protocol.handle cannot be called before app is ready');
    if (schemes.has(scheme) && scheme !== 'file') throw new Error(`Failed to register protocol: ${scheme}`);
    schemes.set(scheme, handler);
  },
  unhandle(scheme: string): void {
    schemes.delete(scheme);
  },
  isProtocolHandled: (scheme: string): boolean => schemes.has(scheme),
} satisfies Record<string, unknown> & { [K in keyof Electron.Protocol]?: unknown });
