// The desktop around the app: what was handed to it, who answers dialogs, sleep, colours, a second start.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { ElectronApplication } from 'playwright/test';
import type { Kit } from './kit.ts';
import { electronPath } from './which-electron.ts';

type Dialog = 'showOpenDialog' | 'showSaveDialog' | 'showMessageBox';

export interface DesktopHand {
  /** Addresses, folders and files that the app has opened outside itself. */
  opened(): Promise<Kit['opened']>;
  /** What a person will choose in the next dialog of this kind; may be given several times, they are used in order. */
  answer(dialog: Dialog, answer: object): Promise<void>;
  dialogs(): Promise<Kit['dialogs']>;
  power(event: 'suspend' | 'resume' | 'lock-screen' | 'unlock-screen' | 'shutdown'): Promise<void>;
  isWindowVisible(): Promise<boolean>;
  /** A person closes the window by its frame. */
  closeWindow(): Promise<void>;
  /** Starts the app again beside this one, and waits for the end of that second process. */
  secondStart(): Promise<{ code: number | null; output: string }>;
}

/** `start` is what the app itself was started with. */
export function createDesktopHand(
  app: ElectronApplication,
  start: { args: string[]; env: Record<string, string> },
): DesktopHand {
  return {
    opened: () => app.evaluate(() => __kit.opened),
    dialogs: () => app.evaluate(() => __kit.dialogs),
    answer: (dialog, answer) =>
      app.evaluate(
        (_electron, [dialog, answer]) => {
          __kit.answers.set(dialog, [...(__kit.answers.get(dialog) ?? []), answer]);
        },
        [dialog, answer] as const,
      ),
    power: (event) => app.evaluate(({ powerMonitor }, event) => void powerMonitor.emit(event as 'resume'), event),
    isWindowVisible: () =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((window) => window.isVisible())),
    closeWindow: () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()),
    secondStart: async () => {
      const child = spawn(electronPath(), start.args, { env: start.env, stdio: ['ignore', 'pipe', 'pipe'] });
      const { promise: ended, resolve, reject } = Promise.withResolvers<number | null>();
      child.on('close', resolve).on('error', reject);
      const [code, out, errors] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
      return { code, output: out + errors };
    },
  };
}
