// What passes between the page side and the main side of the double. Values are as the codec encodes them.

export type FromPage =
  | { type: 'invoke'; id: number; channel: string; args: unknown }
  | { type: 'send'; channel: string; args: unknown; ports: string[] }
  | { type: 'port'; id: string; data: unknown }
  | { type: 'open'; url: string; frameName: string }
  | { type: 'permission'; id: number; permission: string; isCheck: boolean }
  | { type: 'close-window' }
  | { type: 'preload-error'; error: string };

export type ToPage =
  | { type: 'reply'; id: number; value: unknown }
  | { type: 'refusal'; id: number; error: string }
  | { type: 'send'; channel: string; args: unknown; ports: string[] }
  | { type: 'port'; id: string; data: unknown }
  | { type: 'close-port'; id: string };

/** What the main side tells the page side before the preload runs. */
export interface PageConfig {
  /** The name of the DevTools binding by which the page side speaks; it is deleted before the page's scripts run. */
  binding: string;
  contentsId: number;
  platform: string;
  versions: Record<string, string>;
  additionalArguments: string[];
}

/** Under this key of the window the main side finds the page side's receiver. */
export const RECEIVER = 'electron-double';
