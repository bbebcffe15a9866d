// The kinds of sources there are. Making one opens nothing: connections come with the first use.
import type { SourceSettings } from '#shared/source.ts';
import { createBettrDataSource } from './bettrdata.ts';
import type { Source, SourceContext } from './source.ts';

const KINDS = { bettrdata: createBettrDataSource };

export function createSource(settings: SourceSettings, context: SourceContext): Source {
  return KINDS[settings.kind](settings, context);
}
