// server.json in the data directory: where the engine that holds it is, for the desktop application and for people.
// Whoever can read it can do everything, hence mode 0600.
import fs from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { fileSystemError } from '#engine/file-system-error.ts';

export const ServerFile = z.object({
  /** Ends with a slash. */
  url: z.url(),
  token: z.string(),
  pid: z.int().positive(),
});
export type ServerFile = z.infer<typeof ServerFile>;

export function serverFilePath(dataDirectory: string): string {
  return path.join(dataDirectory, 'server.json');
}

/** Whole or not at all. */
export function writeServerFile(file: string, content: ServerFile): void {
  writePrivately(file, `${JSON.stringify(content, null, 2)}\n`);
}

/** Null: there is none, it is not whole, or the process that wrote it is gone. */
export function readServerFile(file: string): ServerFile | null {
  try {
    const parsed = ServerFile.safeParse(JSON.parse(fs.readFileSync(file, 'utf8')));
    return parsed.success && isRunning(parsed.data.pid) ? parsed.data : null;
  } catch {
    // Missing, being replaced, or no JSON: nobody is known to be there.
    return null;
  }
}

/** Only our own: by then another process may have written its one. */
export function removeServerFile(file: string): void {
  if (readServerFile(file)?.pid === process.pid) fs.rmSync(file, { force: true });
}

/** For our eyes only, by a rename: whoever reads sees the old or the new content. */
export function writePrivately(file: string, text: string): void {
  const beside = `${file}.${process.pid}.tmp`;
  try {
    fs.rmSync(beside, { force: true });
    fs.writeFileSync(beside, text, { mode: 0o600, flag: 'wx', flush: true });
    fs.renameSync(beside, file);
  } catch (error) {
    throw fileSystemError(file, error);
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
