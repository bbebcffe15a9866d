// The command step: renders the operator's template, runs it with a time limit, and tells how it ended (b43-b52).
import type { CommandStep } from '#shared/step.ts';
import { renderArgv, renderCommandLine } from '#engine/template/command-line.ts';
import { commandVariables } from '#engine/template/variables.ts';
import type { Clock } from '../clock.ts';
import { cancelled } from '../errors.ts';
import { startChild } from './child.ts';
import { judge } from './command-result.ts';
import { commandEnvironment } from './environment.ts';
import { createOutputLog } from './output-log.ts';
import { shellOf, spawnPlan } from './spawn-plan.ts';
import type { Rendered } from './spawn-plan.ts';
import type { Step, StepFile } from './step.ts';
import { createTail } from './tail.ts';
import { visibleLine } from './visible.ts';
import { waitOrStop } from './wait-or-stop.ts';

export interface CommandDeps {
  clock: Clock;
  redact: (text: string) => string;
  /** The rule's name, for the command's environment. */
  rule: string;
  /** From the request to end until force is used. */
  graceMs?: number;
}

/** Characters of a command line in the timeline. */
const COMMAND_LINE_LENGTH = 4_000;

/** Its `run` throws template errors and what child.ts and spawn-plan.ts name; a command that fails is a result. */
export function createCommandStep(settings: CommandStep, { clock, redact, rule, graceMs = 5_000 }: CommandDeps): Step {
  function prepare(file: StepFile) {
    const rendered = render(settings, file);
    const env = commandEnvironment(process.env, file, { rule, step: settings.name });
    const commandLine = visibleLine(redact(shown(rendered))).slice(0, COMMAND_LINE_LENGTH);
    return { plan: spawnPlan(rendered, process.platform, env), env, commandLine };
  }

  return {
    async run(file, { log, signal, kill = new AbortController().signal, directory }) {
      if (signal.aborted) throw cancelled(signal.reason);
      const { plan, env, commandLine } = prepare(file);
      const outputLog = createOutputLog((line) => log.info(`${settings.name} ${line}`), redact);
      const [outLines, errLines] = [outputLog.stream('out:'), outputLog.stream('err:')];
      const [stdout, stderr] = [createTail(), createTail()];

      log.info(`${settings.name}: ${commandLine}`);
      const startedAt = clock.now();
      const child = await startChild(plan, {
        directory,
        env,
        stdout(chunk) {
          stdout.push(chunk);
          outLines(chunk);
        },
        stderr(chunk) {
          stderr.push(chunk);
          errLines(chunk);
        },
      });
      const end = await waitOrStop(child, { timeoutMs: settings.timeoutMs, signal, kill, graceMs, clock });
      outputLog.end();
      const [stdoutTail, stderrTail] = [stdout.text(redact), stderr.text(redact)];
      return {
        ...judge(settings.name, end, settings.timeoutMs, { stdout: stdoutTail, stderr: stderrTail }),
        exitCode: end.code,
        signal: end.signal,
        durationMs: Math.max(0, clock.now() - startedAt),
        commandLine,
        stdoutTail,
        stderrTail,
      };
    },
    preview: (file) => prepare(file).commandLine,
  };
}

function render({ template, mode, shell, quoting }: CommandStep, file: StepFile): Rendered {
  const variables = commandVariables(file.record, file.path);
  if (mode === 'argv') return { argv: renderArgv(template, variables) };
  const reader = shellOf(shell, process.platform);
  return { shell: reader, line: renderCommandLine(template, variables, { shell: reader, quoting }) };
}

function shown(rendered: Rendered): string {
  if ('line' in rendered) return rendered.line;
  return rendered.argv.map((word) => (/^[\w%+,./:=@-]+$/.test(word) ? word : JSON.stringify(word))).join(' ');
}
