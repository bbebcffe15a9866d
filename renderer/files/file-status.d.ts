import type { Activity } from '#shared/event.ts';
import type { FileRow, FileState } from '#shared/file.ts';
import type { ListedFile } from '#shared/story.ts';
/** What is being done to an active file, as far as events have told. */
export interface Doing {
  activity: Activity;
  /** Null before the first byte, and for everything but a download. */
  receivedBytes: number | null;
  /** Null where the source does not know it. */
  totalBytes: number | null;
  bytesPerSecond: number | null;
}
export declare const STATE_WORDS: Readonly<Record<FileState, string>>;
/** The word beside the sign of the state: `Downloading 43 %`, `Success, not yet reported`. */
export declare function statusText(
  file: FileRow & Partial<Pick<ListedFile, 'unreported'>>,
  doing: Doing | null,
): string;
/** 0 to 100, rounded down: 100 is said when every byte is there. Null where nobody knows. */
export declare function percentOf({ receivedBytes, totalBytes }: Doing): number | null;
