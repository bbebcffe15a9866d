// powerMonitor and powerSaveBlocker. A spec makes the events itself: powerMonitor.emit('suspend'), 'resume', …
import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import { loudObject, makeLoud } from './loud.ts';

class PowerMonitor extends EventEmitter {
  readonly onBatteryPower = false;

  isOnBatteryPower(): boolean {
    return this.onBatteryPower;
  }

  getSystemIdleTime(): number {
    return 0;
  }

  getSystemIdleState(): string {
    return 'active';
  }
}
makeLoud(PowerMonitor, 'powerMonitor');

export const powerMonitor = new PowerMonitor();

const held = new Set<number>();
let lastId = 0;

export const powerSaveBlocker = loudObject('powerSaveBlocker', {
  start(): number {
    held.add(++lastId);
    return lastId;
  },
  stop: (id: number) => held.delete(id),
  isStarted: (id: number) => held.has(id),
} satisfies { [K in keyof Electron.PowerSaveBlocker]?: unknown });
