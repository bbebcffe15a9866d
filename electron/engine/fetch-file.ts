// Position download: the file's bytes under its final name below the target directory, verified, or an error.
import fs from 'node:fs/promises';
import path from 'node:path';
import type { ErrorKind } from '#shared/error.ts';
import type { FileRow } from '#shared/file.ts';
import { backoffMs } from './backoff.ts';
import { download } from './download.ts';
import { toWherryError, WherryError } from './errors.ts';
import { fileSystemError } from './file-system-error.ts';
import { localName, suffixOf } from './local-name.ts';
import { partPathOf, removePart } from './part-file.ts';
import { publishUnderFreeName } from './publish.ts';
import { positionAfter, type RunContext, tellActivity } from './run-context.ts';
import { isStoreFault } from './store/store-error.ts';
import { hashFile, isSameContent, type Received, verifyDownload } from './verify.ts';

/**
 * A file at its first step is looked at again, since days may have passed: unchanged, it is kept (b55); changed or
 * gone, it is downloaded again beside it, never over it. One that stands at a later step is left to the commands.
 */
export async function fetchFile(context: RunContext, known: FileRow): Promise<FileRow> {
  const { store, rule, log } = context;
  const file = await withRecord(context, known);
  if (file.position !== 'download' && file.position !== 'step:0') return file;
  const isHere = file.localPath !== null && (await isIntact(context, file, file.localPath));
  if (file.position === 'step:0') {
    if (isHere) return file;
    log.warn(`${file.name}: the local copy was changed or removed since its download; downloading it again`);
    return fetchFile(context, store.advance(file.id, 'step:0', 'download'));
  }
  if (isHere) await removePart(partPathOf(context.rule, file));
  else await downloadWithTries(context, file);
  const next = positionAfter(rule, 0);
  return next === 'report'
    ? store.conclude(file.id, 'download', { outcome: 'succeeded' })
    : store.advance(file.id, 'download', next);
}

/** A file whose record was dropped with old history (retention.ts), and that a person asks for again, gets a new one. */
async function withRecord({ store, source, stop }: RunContext, file: FileRow): Promise<FileRow> {
  if (Object.keys(file.meta).length > 0 || source.record === undefined) return file;
  return store.refresh(file.id, await source.record(file, stop));
}

/**
 * True where the path holds this very content: its own file of an earlier attempt, or one that was published just
 * before a crash. Without size and checksum that can only be known of a file that has got past the download; with the
 * size alone, a part that is not the same file tells a stranger's.
 */
async function isIntact({ stop, rule }: RunContext, file: FileRow, localPath: string): Promise<boolean> {
  const found = await fs.stat(localPath).catch(() => null);
  if (found === null || !found.isFile()) return false;
  if (file.position === 'download' && file.checksum === null) {
    const part = await fs.lstat(partPathOf(rule, file)).catch(() => null);
    if (part !== null && part.ino !== found.ino) return false;
  }
  if (file.sizeBytes === null && file.checksum === null) return file.position !== 'download';
  return isSameContent(file, await hashFile(localPath, stop));
}

async function downloadWithTries(context: RunContext, file: FileRow): Promise<void> {
  const { rule, clock, log, stop } = context;
  for (let failures = 1; ; failures++) {
    try {
      return await downloadOnce(context, file);
    } catch (thrown) {
      const error = toWherryError(thrown);
      if (error.kind !== 'transient' || isFull(error) || failures >= rule.retry.maxTries) throw error;
      log.warn(`${file.name}: try ${failures} of ${rule.retry.maxTries}: ${error.message}`);
      await clock.sleep(error.retryAfterMs ?? backoffMs(rule.retry, failures), stop);
    }
  }
}

/** Another try would find the same a moment later. */
function isFull(error: WherryError): boolean {
  return error.code === 'disk-full' || isStoreFault(error);
}

/** Of a source that can go on, what has come stays where it may be the beginning of the right content. */
async function downloadOnce(context: RunContext, file: FileRow): Promise<void> {
  const { rule, source, store, clock, log, stop } = context;
  const partPath = partPathOf(rule, file);
  let isKept = false;
  let isPublished = false;
  try {
    const startedAt = clock.now();
    const received = await receiveFile(context, file, partPath).catch((thrown: unknown) => {
      const { kind, code } = toWherryError(thrown);
      isKept = source.resumes !== undefined && GOES_ON.has(kind) && code !== 'size-mismatch';
      throw thrown;
    });
    tellActivity(context, file, 'verifying');
    await verifyDownload({ file, received, source, unverified: rule.unverified, clock, signal: stop });
    await source.verify?.(file, { path: partPath, ...received }, stop);
    const localPath = await publishAs(context, file, partPath);
    isPublished = true;
    log.info(`${file.name}: downloaded ${received.sizeBytes} bytes in ${clock.now() - startedAt} ms to ${localPath}`);
  } finally {
    if (!isKept) {
      if (source.resumes !== undefined) store.received(file.id, 0);
      if (!isPublished)
        await removePart(partPath).catch(() => 'another program holds it: the next try removes it, or says so');
    }
  }
}

/** Errors after which the bytes that have come are as good as before. */
const GOES_ON = new Set<ErrorKind>(['transient', 'cancelled', 'config']);

async function receiveFile(context: RunContext, file: FileRow, partPath: string): Promise<Received> {
  const { source, store, space, clock, log, events, stop } = context;
  tellActivity(context, file, 'downloading');
  const { id: fileId, name, sizeBytes: totalBytes } = file;
  const resume = source.resumes && {
    fromBytes: store.file(fileId)!.partBytes,
    everyBytes: source.resumes.chunkBytes,
    onDurable: (bytes: number) => store.received(fileId, bytes),
    onResumed: (bytes: number) => log.info(`${name}: going on after ${bytes.toLocaleString('en')} bytes`),
  };
  return await download({
    source,
    file,
    partPath,
    clock,
    signal: stop,
    needSpace: space.toReceive,
    onProgress: (receivedBytes) => events.emit({ type: 'file-progress', fileId, name, receivedBytes, totalBytes }),
    resume,
  });
}

/** The name is reserved in the store before the file has it, so that a crash in between can be told. */
async function publishAs({ store, rule, source }: RunContext, file: FileRow, partPath: string): Promise<string> {
  const successFolder = rule.successDirectory === null ? null : path.join(rule.targetDirectory, rule.successDirectory);
  const segments = source.localPath?.(file) ?? [file.name];
  const [name = '', ...folders] = segments.map((segment) => localName(segment, process.platform)).toReversed();
  const directory = await makeFolders(rule.targetDirectory, folders.toReversed());
  return await publishUnderFreeName(partPath, {
    directory,
    name,
    suffix: suffixOf(file),
    isReserved: (candidate) => candidate === successFolder || store.isReserved(candidate, file.id),
    async onChosen(localPath) {
      store.reserve(file.id, localPath);
      await store.onDisk();
    },
  });
}

async function makeFolders(target: string, folders: readonly string[]): Promise<string> {
  const directory = path.join(target, ...folders);
  if (folders.length === 0) return directory;
  try {
    await fs.mkdir(directory, { recursive: true });
    return directory;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ENOTDIR' && code !== 'EEXIST') throw fileSystemError(directory, error);
    const message = `a file is in the place of a folder that it needs: ${directory}`;
    const hint = 'Move that file away and try this one again.';
    throw new WherryError('folder-name-taken', message, { kind: 'permanent', hint, cause: error });
  }
}
