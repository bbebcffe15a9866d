// `wherry show`: the story of one file, from its discovery to what its source was told.
import type { FileStory } from '#shared/story.ts';
import { escapeControls } from '#engine/escape-controls.ts';
import { stateInWords } from './files.ts';
import { formatBytes, formatTime } from './format.ts';
import { openState, type StateOptions } from './state.ts';

/** Of each output; --json has all that is kept. */
const SHOWN_LINES = 20;

export async function show(id: string, options: StateOptions & { json?: boolean }): Promise<number> {
  const state = await openState(options);
  try {
    const story = await state.call('file.show', { id });
    process.stdout.write(options.json === true ? `${JSON.stringify(story, null, 2)}\n` : `${inWords(story)}\n`);
    return 0;
  } finally {
    await state.close();
  }
}

function inWords({ file, transitions, steps, told, report }: FileStory): string {
  const size = file.sizeBytes === null ? 'size unknown' : formatBytes(file.sizeBytes);
  const lines = [
    `#${file.id} ${file.name} (${file.externalId}, ${size})`,
    `  state     ${stateInWords({ ...file, unreported: report?.outcome ?? null })}, next: ${file.position}`,
    ...(file.reason === null ? [] : [`  why       ${file.reason}`]),
    ...(file.state === 'waiting' && file.nextAttemptAt !== null
      ? [`  again at  ${formatTime(file.nextAttemptAt)}`]
      : []),
    ...(file.localPath === null ? [] : [`  local     ${file.localPath}`]),
    `  source    was told ${told ?? 'nothing yet'}${owed(report)}`,
    '',
    ...transitions.map(
      ({ at, verb, state, position, detail }) =>
        `${formatTime(at)}  ${verb.padEnd(9)} ${state} at ${position}${detail === null ? '' : `: ${detail}`}`,
    ),
    ...steps.flatMap(stepLines),
  ];
  return lines.map(escapeControls).join('\n');
}

function owed(report: FileStory['report']): string {
  if (report === null) return '';
  const status = report.outcome === 'succeeded' ? 'SUCCESS' : 'FAILED';
  const why = report.lastError === null ? '' : `, refused ${report.tries} times: ${report.lastError}`;
  return `; ${status} is not yet reported${why}`;
}

function stepLines({ endedAt, step, result }: FileStory['steps'][number]): string[] {
  const { commandLine, exitCode, signal, ended, durationMs, stdoutTail, stderrTail } = result;
  const end = signal === null ? `exit code ${exitCode ?? 'unknown'}` : signal;
  const how = ended === 'exit' || ended === 'signal' ? end : `${ended}, ${end}`;
  return [
    '',
    `${formatTime(endedAt)}  ${step}: ${commandLine}`,
    `  ${how} after ${(durationMs / 1000).toFixed(1)} s`,
    ...outputLines('out', stdoutTail),
    ...outputLines('err', stderrTail),
  ];
}

function outputLines(name: string, text: string): string[] {
  const lines = text.trimEnd().split('\n');
  if (lines.length === 1 && lines[0] === '') return [];
  const left = lines.length - SHOWN_LINES;
  const shown = lines.slice(-SHOWN_LINES).map((line) => `  ${name}: ${line}`);
  return left > 0 ? [`  ${name}: … ${left} lines before`, ...shown] : shown;
}
