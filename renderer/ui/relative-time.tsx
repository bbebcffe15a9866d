import { formatExact, formatRelative } from './format.ts';
import { useNow } from './now.ts';

/** `3 min ago`, `in 4 min`; the exact time on hover (a `title`: a table has hundreds of these). Null shows a dash. */
export function RelativeTime({ at }: { at: number | null }) {
  const text = useNow((now) => (at === null ? '–' : formatRelative(at, now)));
  if (at === null) return <span>–</span>;
  return (
    <time dateTime={new Date(at).toISOString()} title={formatExact(at)}>
      {text}
    </time>
  );
}
