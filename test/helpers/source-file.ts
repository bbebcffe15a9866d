import type { SourceFile } from '#engine/sources/source.ts';

/** A due file as a source lists it. */
export function sourceFile(id: string, overrides: Partial<SourceFile> = {}): SourceFile {
  return {
    ref: `${id}::`,
    externalId: id,
    name: `${id}.csv`,
    sizeBytes: null,
    checksum: null,
    meta: { _id: id, fileName: `${id}.csv` },
    skip: null,
    reported: null,
    ...overrides,
  };
}
