import { RelativeTime } from '../ui/relative-time.tsx';
import { FILE_STATE_LOOKS } from '../ui/state-badge.tsx';
import { StepCard } from './step-card.tsx';
import type { StoryLine } from './story-lines.ts';
import css from './story-list.module.css';

/** Every transition with time, reason and who; the end of each command with its output. Oldest first. */
export function StoryList({ lines }: { lines: readonly StoryLine[] }) {
  return (
    <ol className={css.list}>
      {lines.map((line) => (
        <li key={line.key} className={css.line} data-kind={line.kind}>
          <span className={css.sign} data-hue={hueOf(line)} aria-hidden>
            <Sign line={line} />
          </span>
          <div className={css.words}>
            <p className={css.head}>
              <span className={css.title}>{capital(line.title)}</span>
              <span className={css.time}>
                <RelativeTime at={line.at} />
              </span>
            </p>
            {line.detail && <p className={css.detail}>{line.detail}</p>}
            {line.step && <StepCard step={line.step} />}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Sign({ line }: { line: StoryLine }) {
  if (line.kind === 'quiet') return <span className={css.dot} />;
  const Shape = line.state ? FILE_STATE_LOOKS[line.state].icon : stepLook(line).icon;
  return <Shape size={16} stroke={2} />;
}

function hueOf(line: StoryLine): string {
  if (line.kind === 'quiet') return 'dim';
  return line.state ? FILE_STATE_LOOKS[line.state].hue : stepLook(line).hue;
}

function stepLook({ step }: StoryLine) {
  return FILE_STATE_LOOKS[step?.result.outcome === 'succeeded' ? 'done' : 'failed'];
}

/** Names of commands stay as the operator has written them. */
function capital(title: string): string {
  return /^the |^command \d/.test(title) ? title.charAt(0).toUpperCase() + title.slice(1) : title;
}
