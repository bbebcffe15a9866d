// A source made of a directory: a file is due when it matches and is whole, and is told apart from later content by its
// size and time of change. Nothing is claimed, so one directory is for one installation.
import type { DirectorySettings } from '#shared/directory-source.ts';
import { toWherryError, WherryError } from '../../errors.ts';
import { escapeControls } from '../../escape-controls.ts';
import { checkLine } from '../check-line.ts';
import type { FileHandle, Source, SourceContext, SourceFile } from '../source.ts';
import { moveAside } from './move-aside.ts';
import type { Tree } from './tree.ts';
import { type Found, type FoundFile, walk } from './walk.ts';

const PAGE_FILES = 1_000;

export function createDirectorySource(settings: DirectorySettings, tree: Tree, context: SourceContext): Source {
  const { pattern, ready, afterSuccess } = settings;
  const { clock, log } = context;
  const except = afterSuccess.kind === 'move' ? tree.below(afterSuccess.directory) : null;
  /** Refs that were there at the last look, and so have stood for a while. */
  let seen = new Set<string>();

  async function findWhole(signal: AbortSignal): Promise<Found> {
    const found = await walk(tree, pattern, except, signal);
    if (ready.kind === 'age') {
      const before = clock.now() - ready.ms;
      return { ...found, files: found.files.filter(({ modifiedAt }) => modifiedAt <= before) };
    }
    const first = new Set(found.files.map(refOf));
    if (found.files.every((file) => seen.has(refOf(file)))) return found;
    await clock.sleep(ready.ms, signal);
    const again = await walk(tree, pattern, except, signal);
    seen = new Set(again.files.map(refOf));
    return { ...again, files: again.files.filter((file) => first.has(refOf(file))) };
  }

  /** Null where it is gone. */
  async function statOf({ externalId: path }: FileHandle, signal: AbortSignal): Promise<FoundFile | null> {
    try {
      return { path, ...(await tree.stat(path, signal)) };
    } catch (thrown) {
      if (toWherryError(thrown).code === 'not-found') return null;
      throw thrown;
    }
  }

  async function needSame(file: FileHandle, signal: AbortSignal): Promise<void> {
    const now = await statOf(file, signal);
    if (now === null) throw new WherryError('gone', 'it is not there any more', { kind: 'permanent' });
    if (refOf(now) === file.ref) return;
    throw new WherryError('changed', 'it has other content now, which is a file of its own', { kind: 'permanent' });
  }

  const report: Source['report'] = async (file, { outcome }, signal) => {
    if (outcome === 'failed') return;
    const now = await statOf(file, signal);
    if (now === null) return;
    if (refOf(now) !== file.ref) log.warn(`${file.name}: stays in its folder, since it has other content now`);
    else if (afterSuccess.kind === 'delete') await tree.remove(now.path, signal);
    else if (afterSuccess.kind === 'move') await moveAside(tree, now.path, afterSuccess.directory, signal);
  };

  return {
    address: tree.address,
    async *check(signal) {
      const connected = await checkLine(tree.login ?? 'folder', () => tree.connect(signal));
      if (tree.login !== null || !connected.ok) yield connected;
      if (!connected.ok) return;
      yield await checkLine('folder', async () => {
        const { files } = await walk(tree, pattern, except, signal);
        return `${tree.title}: ${files.length} ${files.length === 1 ? 'file matches' : 'files match'}`;
      });
      if (afterSuccess.kind !== 'move') return;
      const { directory } = afterSuccess;
      yield await checkLine('folder after success', async () => {
        await tree.stat(directory, signal);
        return escapeControls(directory);
      });
    },
    async *list(signal) {
      const { files, problems } = await findWhole(signal);
      for (let at = 0; at < Math.max(files.length, 1); at += PAGE_FILES) {
        yield { files: files.slice(at, at + PAGE_FILES).map(toSourceFile), problems: at === 0 ? problems : [] };
      }
    },
    async record(file, signal) {
      const now = await statOf(file, signal);
      if (now === null) throw new WherryError('record-gone', 'it is not there any more', { kind: 'permanent' });
      return toSourceFile(now).meta;
    },
    async connect(signal) {
      await tree.connect(signal);
    },
    localPath: ({ externalId }) => externalId.split('/'),
    async *open(file, offset, signal) {
      await needSame(file, signal);
      yield* tree.read(file.externalId, { offset, sizeBytes: file.sizeBytes }, signal);
      await needSame(file, signal);
    },
    stat: ({ externalId }, signal) => tree.stat(externalId, signal),
    ...(afterSuccess.kind === 'keep' ? {} : { report }),
    close: () => tree.close(),
  };
}

/** Names the content as far as a directory can: a change within one tick of its clock that keeps the size is not seen. */
function refOf({ path, sizeBytes, modifiedAt }: FoundFile): string {
  return `${path}@${sizeBytes}-${modifiedAt}`;
}

/** The record has the names that templates know from BettrData. */
function toSourceFile(found: FoundFile): SourceFile {
  const { path, sizeBytes, modifiedAt } = found;
  const fileName = path.slice(path.lastIndexOf('/') + 1);
  return {
    ref: refOf(found),
    externalId: path,
    name: path,
    sizeBytes,
    checksum: null,
    meta: { _id: path, fileName, byteSize: sizeBytes, modifiedAt: new Date(modifiedAt).toISOString() },
    skip: null,
    reported: null,
  };
}
