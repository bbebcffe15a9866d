// What a directory of files is to the sources made of one; the local disk and an SFTP server each are one file.
import type { Source } from '../source.ts';

export interface Entry {
  /** As the tree spells it: hostile. */
  name: string;
  /** `other`: a link, a device: never followed. */
  kind: 'file' | 'directory' | 'other';
  sizeBytes: number;
  /** Epoch ms, as exact as the tree tells it. */
  modifiedAt: number;
}

/**
 * Paths have `/` between their parts. Those of files are relative to the directory of the source; where `move` leads may
 * be absolute. Errors: `unreachable`, `connection-lost` (transient), `not-found`, `access-denied` (permanent).
 */
export interface Tree {
  address: Source['address'];
  /** For people: `/data/in`, `sftp.example.com:22 /out`. */
  title: string;
  /** What `connect` proves, where that is more than the folder: `SFTP login`. */
  login: string | null;
  /** @returns what was learned, for people */
  connect(signal: AbortSignal): Promise<string>;
  list(path: string, signal: AbortSignal): Promise<Entry[]>;
  stat(path: string, signal: AbortSignal): Promise<Pick<Entry, 'sizeBytes' | 'modifiedAt'>>;
  /** To the end, wherever that is; `sizeBytes` is where it was when the file was listed. */
  read(
    path: string,
    range: { offset: number; sizeBytes: number | null },
    signal: AbortSignal,
  ): AsyncIterable<Uint8Array>;
  /** Throws `name-taken` (permanent) where there is something already. */
  move(from: string, to: string, signal: AbortSignal): Promise<void>;
  remove(path: string, signal: AbortSignal): Promise<void>;
  /** The path from the source's directory, where it lies below; null: elsewhere. */
  below(path: string): string | null;
  close(): Promise<void>;
}
