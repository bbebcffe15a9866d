import type { ListedFile } from '#shared/story.ts';
import { Badge } from '../ui/badge.tsx';
import { FILE_STATE_LOOKS } from '../ui/state-badge.tsx';
import { statusText, type Doing } from './file-status.ts';

/** How a file stands, and what is being done to it while it is active. */
export function FileBadge({ file, doing }: { file: ListedFile; doing: Doing | null }) {
  return <Badge {...FILE_STATE_LOOKS[file.state]} label={statusText(file, doing)} />;
}
