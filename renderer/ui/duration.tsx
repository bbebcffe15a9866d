import { formatDuration } from './format.ts';
import { useNow } from './now.ts';

/** How long something took; counts on while `to` is null. */
export function Duration({ from, to }: { from: number; to: number | null }) {
  const text = useNow((now) => formatDuration(to === null ? Math.floor((now - from) / 1_000) * 1_000 : to - from));
  return <span>{text}</span>;
}
