// What the end of a command means (b46): pure judgement over data.
import { constants } from 'node:os';
import type { StepResult } from './step.ts';
import { visibleLine } from './visible.ts';
import type { End } from './wait-or-stop.ts';

/** Characters of the program's own last words in the error. */
const LAST_WORDS = 300;

export type Judgement = Pick<StepResult, 'outcome' | 'ended' | 'error'>;

/** @param output what the command wrote, redacted; its last line is the best explanation that there is */
export function judge(
  name: string,
  end: End,
  timeoutMs: number | null,
  output: { stdout: string; stderr: string },
): Judgement {
  if (end.stopped === 'timeout') {
    const seconds = ((timeoutMs ?? 0) / 1000).toLocaleString('en-US');
    return { outcome: 'failed', ended: 'timeout', error: `timeout: ${name} ended after ${seconds} s` };
  }
  if (end.stopped === 'cancelled') return { outcome: 'failed', ended: 'cancelled', error: `${name}: cancelled` };
  if (end.signal !== null) return { outcome: 'failed', ended: 'signal', error: `${name}: killed by ${end.signal}` };
  if (end.code === 0) return { outcome: 'succeeded', ended: 'exit', error: null };
  const words = lastLine(output.stderr) || lastLine(output.stdout);
  const error = `${name}: exit code ${end.code}${signalOfCode(end.code)}${words && `: ${words}`}`;
  return { outcome: 'failed', ended: 'exit', error };
}

function lastLine(text: string): string {
  const line = text.trimEnd().split('\n').at(-1) ?? '';
  return visibleLine(line.trim()).slice(0, LAST_WORDS);
}

/** A shell tells that a signal killed its child by 128 plus the signal's number. */
function signalOfCode(code: number | null): string {
  const signal = Object.entries(constants.signals).find(([, number]) => number + 128 === code);
  return signal === undefined ? '' : ` (${signal[0]})`;
}
