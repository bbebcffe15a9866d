// The kinds of sources there are. Making one opens nothing: connections come with the first use.
import type { SourceKind, SourceSettings } from '#shared/source.ts';
import { createBettrDataSource } from './bettrdata.ts';
import { createFolderSource } from './folder.ts';
import { createS3Source } from './s3.ts';
import { createSftpDirectorySource } from './sftp-directory.ts';
import type { Source, SourceContext } from './source.ts';

type Kinds = {
  [K in SourceKind]: (settings: Extract<SourceSettings, { kind: K }>, context: SourceContext) => Source;
};

const KINDS: Kinds = {
  bettrdata: createBettrDataSource,
  folder: createFolderSource,
  sftp: createSftpDirectorySource,
  s3: createS3Source,
};

export function createSource(settings: SourceSettings, context: SourceContext): Source {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the settings are of the kind that they name
  const create = KINDS[settings.kind] as (settings: SourceSettings, context: SourceContext) => Source;
  return create(settings, context);
}
