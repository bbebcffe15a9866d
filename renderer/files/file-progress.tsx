import { formatBytes } from '../ui/format.ts';
import css from './file-progress.module.css';
import { percentOf, type Doing } from './file-status.ts';

/** How far a download is and how fast; nothing while there is none. */
export function FileProgress({ doing, name }: { doing: Doing | null; name: string }) {
  if (doing?.activity !== 'downloading' || doing.receivedBytes === null) return null;
  const percent = percentOf(doing);
  const speed = doing.bytesPerSecond === null ? null : `${formatBytes(doing.bytesPerSecond)}/s`;
  return (
    <span className={css.progress}>
      <span
        className={css.bar}
        role="progressbar"
        aria-label={`Download of ${name}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent ?? undefined}
      >
        <span className={css.done} style={{ transform: `scaleX(${(percent ?? 0) / 100})` }} />
      </span>
      <span className={css.speed}>{speed ?? formatBytes(doing.receivedBytes)}</span>
    </span>
  );
}
