// What is said of how a file stands: its state, and what is being done to it while it is active (b71).
import type { Activity } from '#shared/event.ts';
import type { FileRow } from '#shared/file.ts';
import type { ListedFile } from '#shared/story.ts';
import { STATE_WORDS } from '../ui/state-words.ts';

/** What is being done to an active file, as far as events have told. */
export interface Doing {
  activity: Activity;
  /** Null before the first byte, and for everything but a download. */
  receivedBytes: number | null;
  /** Null where the source does not know it. */
  totalBytes: number | null;
  bytesPerSecond: number | null;
}

const ACTIVITY_WORDS: Readonly<Record<Activity, string>> = {
  claiming: 'Claiming',
  downloading: 'Downloading',
  verifying: 'Verifying',
  running: 'Running',
  moving: 'Moving',
  reporting: 'Reporting',
};

/** The word beside the sign of the state: `Downloading 43 %`, `Success, not yet reported`. */
export function statusText(file: FileRow & Partial<Pick<ListedFile, 'unreported'>>, doing: Doing | null): string {
  if (file.state === 'active') return activityText(file, doing);
  const isOutcomeOwed = file.position === 'report' && (file.state === 'waiting' || file.state === 'ready');
  if (isOutcomeOwed) return `${file.outcome === 'failed' ? 'Failed' : 'Success'}, not yet reported`;
  return file.unreported ? `${STATE_WORDS[file.state]}, not yet reported` : STATE_WORDS[file.state];
}

function activityText(file: FileRow, doing: Doing | null): string {
  const activity = doing?.activity ?? activityAt(file);
  const percent = activity === 'downloading' && doing ? percentOf(doing) : null;
  return percent === null ? ACTIVITY_WORDS[activity] : `${ACTIVITY_WORDS[activity]} ${percent} %`;
}

/** Where we have come too late for the event: what its position says. */
function activityAt({ position, claimedAt }: FileRow): Activity {
  if (position === 'report') return 'reporting';
  if (position !== 'download') return 'running';
  return claimedAt === null ? 'claiming' : 'downloading';
}

/** 0 to 100, rounded down: 100 is said when every byte is there. Null where nobody knows. */
export function percentOf({ receivedBytes, totalBytes }: Doing): number | null {
  if (receivedBytes === null || totalBytes === null) return null;
  if (totalBytes === 0) return 100;
  return Math.min(100, Math.floor((receivedBytes / totalBytes) * 100));
}
