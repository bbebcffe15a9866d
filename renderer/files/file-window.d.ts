import type { CallInput, CallOutput } from '#shared/api.ts';
import type { EngineEvent } from '#shared/event.ts';
import type { ListedFile } from '#shared/story.ts';
import { type CallError } from '../api/call-error.ts';
import type { RowSource } from '../ui/row-source.ts';
import type { DoingStore } from './doing-store.ts';
import { type FileQuery } from './file-query.ts';
import type { Doing } from './file-status.ts';
import type { FrameQueue } from './frame-queue.ts';
/** Rows asked for at once. */
export declare const PAGE_ROWS = 100;
/** Files that can be chosen at once. */
export declare const PICK_LIMIT = 10000;
/** A row as it is drawn; another object whenever it is to be drawn again. */
export interface FileItem {
  file: ListedFile;
  doing: Doing | null;
}
export interface FileWindow extends RowSource<FileItem> {
  /** Files that have come since and are not shown yet, because one has scrolled away from the top. */
  getNewFiles(): number;
  /** Why the rows that are shown may be old; null: they are not. */
  getTrouble(): CallError | null;
  /** Whether the first row can be seen: only then does anything move by itself. */
  setAtTop(isAtTop: boolean): void;
  heed(event: EngineEvent): void;
  /** The files of these rows, ends included, at most PICK_LIMIT; those that are not here are asked for. @throws CallError */
  between(first: number, last: number): Promise<ListedFile[]>;
  /** Asks again for what is in sight; the order may have changed. */
  refresh(): void;
  close(): void;
}
export interface FileWindowDeps {
  query: FileQuery;
  list(input: CallInput<'file.list'>): Promise<CallOutput<'file.list'>>;
  doing: DoingStore;
  frames: FrameQueue;
}
export declare function createFileWindow({ query, list, doing, frames }: FileWindowDeps): FileWindow;
