import { CopyButton } from '../ui/copy-button.tsx';
import { formatDuration } from '../ui/format.ts';
import { OutputText } from './output-text.tsx';
import css from './step-card.module.css';
import type { StepResult } from './story-lines.ts';

/** How a command ran: its line, exit code, duration and the end of its output. */
export function StepCard({ step: { result } }: { step: StepResult }) {
  const { commandLine, exitCode, signal, durationMs, stdoutTail, stderrTail } = result;
  return (
    <div className={css.card}>
      <div className={css.command}>
        <code className={css.line}>{commandLine}</code>
        <CopyButton text={commandLine} label="Copy command" isIcon />
      </div>
      <p className={css.end}>
        <span>{signal ?? `Exit code ${exitCode ?? 'unknown'}`}</span>
        <span>{formatDuration(durationMs)}</span>
        {stdoutTail === '' && stderrTail === '' && <span>No output</span>}
      </p>
      {stderrTail !== '' && <OutputText title="Error output" text={stderrTail} />}
      {stdoutTail !== '' && <OutputText title="Output" text={stdoutTail} />}
    </div>
  );
}
