// What one client is still to be told: bounded, in order, with what is out of date left out. Pure; event-stream.ts sends it.
import type { EngineEvent } from '#shared/event.ts';

/** Between two messages about the progress of one file: four a second. */
const PROGRESS_MS = 250;

export interface EventQueue {
  /** False: there are too many, the client is too slow. `now`: ms on any clock that never goes back. */
  push(event: EngineEvent, now: number): boolean;
  /** What is to be sent now, oldest first. */
  take(now: number): EngineEvent[];
  /** When something that is held back may be sent; null: nothing is. */
  nextAt(): number | null;
}

export function createEventQueue(limit: number): EventQueue {
  /** In the order in which they are to be sent. */
  const waiting = new Map<string, { event: EngineEvent; dueAt: number }>();
  /** When the progress of a file was last sent. */
  const progressAt = new Map<number, number>();
  let count = 0;

  function put(key: string, event: EngineEvent, dueAt: number): void {
    waiting.delete(key);
    waiting.set(key, { event, dueAt });
  }

  function pushByKind(event: EngineEvent, now: number): void {
    switch (event.type) {
      case 'file-progress': {
        put(progressKey(event.fileId), event, (progressAt.get(event.fileId) ?? -Infinity) + PROGRESS_MS);
        return;
      }
      case 'file-changed':
        waiting.delete(progressKey(event.file.id));
        put(`file ${event.file.id}`, event, now);
        return;
      case 'file-activity':
        waiting.delete(progressKey(event.fileId));
        break;
      case 'rules-changed':
      case 'settings-changed':
        put(event.type, event, now);
        return;
      case 'run-started':
      case 'run-ended':
      case 'check-result':
      case 'notice':
      case 'log-line':
      case 'quitting':
      case 'connection':
        break;
    }
    put(`event ${count++}`, event, now);
  }

  return {
    push(event, now) {
      pushByKind(event, now);
      return waiting.size <= limit;
    },
    take(now) {
      const due: EngineEvent[] = [];
      for (const [fileId, sentAt] of progressAt) if (sentAt + PROGRESS_MS <= now) progressAt.delete(fileId);
      for (const [key, { event, dueAt }] of waiting) {
        if (dueAt > now) continue;
        waiting.delete(key);
        due.push(event);
        if (event.type === 'file-progress') progressAt.set(event.fileId, now);
      }
      return due;
    },
    nextAt() {
      let next: number | null = null;
      for (const { dueAt } of waiting.values()) if (next === null || dueAt < next) next = dueAt;
      return next;
    },
  };
}

function progressKey(fileId: number): string {
  return `progress ${fileId}`;
}
