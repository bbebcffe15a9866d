import type { EngineEvent } from '#shared/event.ts';
import type { Doing } from './file-status.ts';
export interface DoingStore {
  /** @returns the number of the file of which something else is to be said now; null: of none */
  heed(event: EngineEvent, nowMs: number): number | null;
  /** The same object until something else is to be said. */
  get(fileId: number): Doing | null;
  /** What there is of files that the caller cannot see. */
  entries(): Iterable<[fileId: number, doing: Doing]>;
  /** Events were missed. */
  forgetAll(): void;
}
export declare function createDoingStore(): DoingStore;
