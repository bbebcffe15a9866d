import type { ListedFile } from '#shared/story.ts';
import { useCall } from '../api/use-call.ts';
import { statusText } from '../files/file-status.ts';
import { useDoing } from '../files/live-doing.ts';

/** What a run under way is doing at this moment: `orders.csv: Downloading 43 %`. */
export function RunNow({ ruleId }: { ruleId: string }) {
  const { value } = useCall('file.list', { states: ['active'], ruleId, limit: 1, offset: 0 });
  const [file] = value?.files ?? [];
  if (!file) return <span>Asking the source</span>;
  return <FileNow file={file} others={(value?.total ?? 1) - 1} />;
}

function FileNow({ file, others }: { file: ListedFile; others: number }) {
  const doing = useDoing(file.id);
  const text = `${file.name}: ${statusText(file, doing)}`;
  return <span title={text}>{others > 0 ? `${text}, and ${others} more` : text}</span>;
}
