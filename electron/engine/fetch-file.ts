// Position download: the file's bytes under its final name below the target directory, verified, or an error.
import fs from 'node:fs/promises';
import path from 'node:path';
import type { FileRow } from '#shared/file.ts';
import { backoffMs } from './backoff.ts';
import { download } from './download.ts';
import { toWherryError, type WherryError } from './errors.ts';
import { fileSystemError } from './file-system-error.ts';
import { localName } from './local-name.ts';
import { publishUnderFreeName } from './publish.ts';
import { positionAfter, type RunContext, tellActivity } from './run-context.ts';
import { isStoreFault } from './store/store-error.ts';
import { hashFile, isSameContent, verifyDownload } from './verify.ts';

/** Where unfinished downloads are, below the target directory (b31). */
export const PART_DIRECTORY = '.wherry';

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
  if (isHere) await removePart(partPathOf(context, file));
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
 * before a crash. Without size and checksum that can only be known of a file that has got past the download.
 */
async function isIntact({ stop }: RunContext, file: FileRow, localPath: string): Promise<boolean> {
  const found = await fs.stat(localPath).catch(() => null);
  if (found === null || !found.isFile()) return false;
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

async function downloadOnce(context: RunContext, file: FileRow): Promise<void> {
  const { rule, source, clock, log, events, stop } = context;
  const partPath = partPathOf(context, file);
  tellActivity(context, file, 'downloading');
  const { id: fileId, name, sizeBytes: totalBytes } = file;
  try {
    const startedAt = clock.now();
    const received = await download({
      source,
      file,
      partPath,
      clock,
      signal: stop,
      reserveBytes: rule.space.criticalFreeBytes,
      onProgress: (receivedBytes) => events.emit({ type: 'file-progress', fileId, name, receivedBytes, totalBytes }),
    });
    tellActivity(context, file, 'verifying');
    await verifyDownload({ file, received, source, unverified: rule.unverified, clock, signal: stop });
    const localPath = await publishAs(context, file, partPath);
    log.info(`${name}: downloaded ${received.sizeBytes} bytes in ${clock.now() - startedAt} ms to ${localPath}`);
  } finally {
    await removePart(partPath).catch(() => 'another program holds it: the next try removes it, or says so');
  }
}

async function removePart(partPath: string): Promise<void> {
  await fs.rm(partPath, { force: true }).catch((error: unknown) => {
    throw fileSystemError(partPath, error);
  });
}

/** The name is reserved in the store before the file has it, so that a crash in between can be told. */
async function publishAs({ store, rule }: RunContext, file: FileRow, partPath: string): Promise<string> {
  const successFolder = rule.successDirectory === null ? null : path.join(rule.targetDirectory, rule.successDirectory);
  return await publishUnderFreeName(partPath, {
    directory: rule.targetDirectory,
    name: localName(file.name, process.platform),
    suffix: localName(file.externalId, process.platform).slice(-6),
    isReserved: (candidate) => candidate === successFolder || store.isReserved(candidate, file.id),
    onChosen: (localPath) => store.reserve(file.id, localPath),
  });
}

/** Unique also where two contents of one record are under way. */
function partPathOf({ rule }: RunContext, file: FileRow): string {
  const name = `${localName(file.externalId, process.platform).slice(0, 100)}.${file.id}.part`;
  return path.join(rule.targetDirectory, PART_DIRECTORY, name);
}
