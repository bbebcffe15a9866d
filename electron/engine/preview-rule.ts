// What a run would do now; nothing is claimed, downloaded, run or stored.
import path from 'node:path';
import type { PreviewFile } from '#shared/api-rules.ts';
import type { FileState } from '#shared/file.ts';
import type { Rule } from '#shared/rule.ts';
import { toWherryError } from './errors.ts';
import { localName } from './local-name.ts';
import type { Source, SourceFile } from './sources/source.ts';
import type { Step } from './steps/step.ts';
import type { Store } from './store/store.ts';

export interface PreviewParts {
  rule: Rule;
  source: Source;
  steps: readonly Step[];
  store: Store;
  redact(text: string): string;
}

/** More are not looked at by anybody, and a bucket may hold millions. */
const MOST_FILES = 1_000;

export async function previewRule(parts: PreviewParts, signal: AbortSignal): Promise<PreviewFile[]> {
  const { source } = parts;
  const files: PreviewFile[] = [];
  for await (const page of source.list(signal)) {
    for (const file of page.files) files.push(previewFile(parts, file));
    if (files.length >= MOST_FILES) break;
  }
  await source.close();
  return files.slice(0, MOST_FILES);
}

function previewFile({ rule, source, steps, store, redact }: PreviewParts, file: SourceFile): PreviewFile {
  const known = store.known(rule.id, file.ref);
  const segments = source.localPath?.(file) ?? [file.name];
  const localPath = path.join(rule.targetDirectory, ...segments.map((part) => localName(part, process.platform)));
  const commands = steps.map((step, index) => {
    const { name } = rule.steps[index]!;
    try {
      const commandLine = step.preview({
        id: known?.id ?? 0,
        externalId: file.externalId,
        path: localPath,
        record: file.meta,
      });
      return { name, commandLine: redact(commandLine), error: null };
    } catch (thrown) {
      return { name, commandLine: null, error: redact(toWherryError(thrown).message) };
    }
  });
  const { externalId, name, sizeBytes, skip } = file;
  return {
    externalId,
    name,
    sizeBytes,
    state: known?.state ?? 'new',
    skip: skip ?? (known === null ? null : doneBefore(known.state, source.report !== undefined)),
    localPath,
    record: file.meta,
    commands,
  };
}

/** States in which a listed file is left alone; a failed one that is listed again is tried again. */
function doneBefore(state: FileState, isTold: boolean): string | null {
  switch (state) {
    case 'done':
      return isTold ? 'done before; only its success would be sent again' : 'done before';
    case 'skipped':
    case 'interrupted':
    case 'quarantined':
      return `${state}; "wherry retry" would run it`;
    case 'active':
      return 'being processed';
    case 'ready':
    case 'waiting':
    case 'failed':
      return null;
  }
}
