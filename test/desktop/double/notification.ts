import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import { makeLoud } from './loud.ts';

export class Notification extends EventEmitter {
  readonly id: string;
  title: string;
  body: string;
  subtitle: string;
  silent: boolean;
  urgency: string;
  icon: unknown;
  actions: { type: string; text?: string }[];

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super();
    this.id = crypto.randomUUID();
    this.title = options.title ?? '';
    this.body = options.body ?? '';
    this.subtitle = options.subtitle ?? '';
    this.silent = options.silent ?? false;
    this.urgency = options.urgency ?? 'normal';
    this.icon = options.icon;
    this.actions = options.actions ?? [];
  }

  /** DOUBLE_NOTIFICATIONS=none: a desktop that shows none. */
  static isSupported(): boolean {
    return process.env['DOUBLE_NOTIFICATIONS'] !== 'none';
  }

  show(): void {
    if (Notification.isSupported()) this.emit('show', {});
    else this.emit('failed', {}, 'No notifications on this desktop');
  }

  close(): void {
    this.emit('close', {});
  }
}
makeLoud(Notification, 'Notification');
