// How a rendered command becomes a process on each platform: pure, so that Windows is testable everywhere.
// Values are already quoted for the shell (engine/template); nothing here looks into a shell's line.
import type { CommandStep } from '#shared/step.ts';
import { quoteArgument } from '#engine/template/quoting/quote-argument.ts';
import { WherryError } from '../errors.ts';

export type Shell = Exclude<CommandStep['shell'], 'auto'>;

/** What is to be run: a line that a shell reads, or a program with its arguments. */
export type Rendered = { shell: Shell; line: string } | { argv: string[] };

export interface SpawnPlan {
  program: string;
  args: string[];
  /** Windows: the arguments are already quoted, Node must not quote them again. */
  verbatim: boolean;
}

/** `auto` is what Python's `shell=True` takes. */
export function shellOf(setting: CommandStep['shell'], platform: NodeJS.Platform): Shell {
  if (setting !== 'auto') return setting;
  return platform === 'win32' ? 'cmd' : 'sh';
}

/** Throws `empty-command`, `nul-in-command` and `unsafe-batch-argument` (permanent). */
export function spawnPlan(rendered: Rendered, platform: NodeJS.Platform, env: NodeJS.ProcessEnv): SpawnPlan {
  const parts = 'argv' in rendered ? rendered.argv : [rendered.line];
  if (parts.some((part) => part.includes('\0'))) {
    throw new WherryError('nul-in-command', 'the command contains a NUL character, which no program can be given', {
      kind: 'permanent',
      hint: 'A value of the record holds it; leave that value out of the template.',
    });
  }
  return 'argv' in rendered ? argvPlan(rendered.argv, platform, env) : shellPlan(rendered, platform, env);
}

function shellPlan(
  { shell, line }: { shell: Shell; line: string },
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
): SpawnPlan {
  if (shell === 'cmd') return cmdPlan(line, env);
  if (shell === 'powershell') {
    const program = platform === 'win32' ? `${system32(env)}\\WindowsPowerShell\\v1.0\\powershell.exe` : 'pwsh';
    return { program, args: ['-NoProfile', '-NonInteractive', '-Command', line], verbatim: false };
  }
  return { program: platform === 'win32' ? 'sh' : '/bin/sh', args: ['-c', line], verbatim: false };
}

function argvPlan(argv: string[], platform: NodeJS.Platform, env: NodeJS.ProcessEnv): SpawnPlan {
  const [program, ...args] = argv;
  if (program === undefined || program === '') {
    throw new WherryError('empty-command', 'the template renders to no command', {
      kind: 'permanent',
      hint: 'Name a program at the beginning of the template.',
    });
  }
  // CreateProcess hands batch files to cmd.exe whatever one asks for; plain spawn refuses them with EINVAL (b49).
  if (platform === 'win32' && /\.(?:bat|cmd)[. ]*$/i.test(program)) return cmdPlan(batchLine(argv), env);
  return { program, args, verbatim: false };
}

/**
 * `/d`: no AutoRun commands of the registry; `/e:on` `/v:off`: as the quoting expects; `/s`: exactly the outer quotes are removed.
 */
function cmdPlan(line: string, env: NodeJS.ProcessEnv): SpawnPlan {
  const args = ['/d', '/e:on', '/v:off', '/s', '/c', `"${line}"`];
  return { program: env['ComSpec'] ?? `${system32(env)}\\cmd.exe`, args, verbatim: true };
}

/** Windows looks for bare names in the working directory first, which is full of files that a server named. */
export function system32(env: NodeJS.ProcessEnv): string {
  return `${env['SystemRoot'] ?? 'C:\\Windows'}\\System32`;
}

function batchLine(argv: string[]): string {
  const [script = '', ...args] = argv;
  const unsafe = /["%]/.test(script) ? script : argv.find((word) => /[\r\n]/.test(word));
  if (unsafe !== undefined) throw unsafeArgument(unsafe);
  return [`"${script}"`, ...args.map((argument) => quoteArgument(argument, 'cmd'))].join(' ');
}

function unsafeArgument(argument: string): WherryError {
  return new WherryError('unsafe-batch-argument', `${JSON.stringify(argument)} can't be given to a batch file safely`, {
    kind: 'permanent',
    hint: 'cmd.exe has no way to quote a line break; let the template replace it, or call a program instead of a .bat or .cmd.',
  });
}
