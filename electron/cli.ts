// The command line: names, options and help. What a command does is in cli/, loaded when it is asked for.
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { EXIT } from '#cli/exit-code.ts';
import { outliveOutput } from '#cli/lost-output.ts';
import { parseDuration, parseMoment } from '#cli/parse-time.ts';
import { DEFAULT_CONFIG } from '#cli/which-rules.ts';
import { version } from '#cli/version.ts';
import { countBuffersWithTheHeap } from '#host/buffer-memory.ts';

const HELP_END = `
Examples:
  wherry --config default.ini --once            process what is due, once
  wherry --config default.ini --interval 300    again and again, 300 seconds after the end of each run
  wherry check --config default.ini             is everything right, from the settings to the logins?
  wherry files --attention --config default.ini what waits for you

Exit codes:
  0  every file succeeded, or none was due
  1  a file failed, or something that was asked for is not there
  2  wrong settings or options, or a login that was refused
  3  the data platform, its file server or the mail server could not be reached, or the disk is full
  4  another Wherry uses the data directory
  130  stopped by Ctrl-C or SIGTERM during --once

The state (what was done with which file) is kept in --data-dir, else in the folder that WHERRY_DATA_DIR
names, else in the platform's application-data folder: one sub-folder for each INI file, and "app" for the rules of the
application, which are used where no INI file is named and there is no ${DEFAULT_CONFIG}.`;

const RULES = `default: "${DEFAULT_CONFIG}" where it is there, else the application's rules`;
const config = new Option('--config <path>', `settings file (INI; ${RULES})`);
const rule = new Option('--rule <name>', "one of the application's rules, by its name or id");
const dataDir = new Option('--data-dir <path>', 'folder for the state');
const json = new Option('--json', 'print JSON instead of a table');

function seconds(text: string): number {
  if (/^\d{1,7}$/.test(text) && Number(text) > 0) return Number(text);
  throw new InvalidArgumentError('a whole number of seconds above 0 is needed.');
}

function count(text: string): number {
  if (/^\d{1,4}$/.test(text) && Number(text) > 0) return Number(text);
  throw new InvalidArgumentError('a whole number from 1 to 9999 is needed.');
}

function moment(text: string): number {
  const at = parseMoment(text, Date.now());
  if (at !== null) return at;
  throw new InvalidArgumentError('a time such as 18:30 or "2026-11-24 08:00" is needed.');
}

function duration(text: string): number {
  const ms = parseDuration(text);
  if (ms !== null && ms > 0) return ms;
  throw new InvalidArgumentError('a time such as 90s, 30m, 8h or 2d is needed.');
}

function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text);
  throw new InvalidArgumentError('a number from 0 to 65535 is needed.');
}

const limit = () => new Option('--limit <n>', 'how many, newest first').argParser(count).default(50);

const program = new Command('wherry')
  .description('Polls a data platform for files, downloads them safely, runs your command on each, and reports back.')
  .version(version())
  .addHelpText('after', HELP_END)
  .showHelpAfterError('"wherry --help" lists commands and options.')
  .exitOverride();

program
  .command('run', { isDefault: true })
  .description('process the files that are due, again and again (the default command)')
  .addOption(
    new Option('--config <path>', `settings file (INI), also several of them (${RULES})`).argParser(
      (path: string, paths: string[] | undefined) => [...(paths ?? []), path],
    ),
  )
  .option('--once', 'run once and exit', false)
  .option('--dry-run', 'show the files that are due and the commands that would run, and exit', false)
  .addOption(
    new Option('--interval <seconds>', 'wait between runs, over what [schedule] says (default: 60)').argParser(seconds),
  )
  .addOption(dataDir)
  .addOption(rule)
  .action(async (options) => finish((await import('#cli/run.ts')).run(options)));

program
  .command('serve')
  .description("run the application's rules without a window; its pages and its API by HTTP on this machine")
  .addOption(dataDir)
  .addOption(
    new Option('--port <n>', 'where to listen (default: as in the settings, 7411); 0: any free').argParser(port),
  )
  .addOption(new Option('--host <address>', 'listen there instead of on this machine only'))
  .addOption(new Option('--token-file <path>', 'file with the token that whoever asks needs (default: one of its own)'))
  .addOption(
    new Option(
      '--env-file <path>',
      'variables of the Data-Sync-Scheduler: AWS_*, S3_CHUNK_SIZE, DOWNLOAD_ROOT_FOLDER …',
    ),
  )
  .option('--open', 'open the pages in the browser', false)
  .action(async (options) => finish((await import('#cli/serve.ts')).serve(options)));

program
  .command('check')
  .description('test settings, logins, paths, templates, mail and folders; changes nothing')
  .addOption(config)
  .addOption(rule)
  .addOption(dataDir)
  .addOption(json)
  .action(async (options) => finish((await import('#cli/check.ts')).check(options)));

program
  .command('preview')
  .description('show the files that are due and the commands that would run; claims and runs nothing')
  .addOption(config)
  .addOption(rule)
  .addOption(dataDir)
  .addOption(json)
  .action(async (options) => finish((await import('#cli/preview.ts')).preview(options)));

program
  .command('files')
  .description('list files and what became of them')
  .addOption(config)
  .addOption(rule)
  .addOption(dataDir)
  .option('--attention', 'only those that wait for you: failed, interrupted, quarantined', false)
  .addOption(limit())
  .addOption(json)
  .action(async (options) => finish((await import('#cli/files.ts')).files(options)));

program
  .command('runs')
  .description('list runs')
  .addOption(config)
  .addOption(rule)
  .addOption(dataDir)
  .addOption(limit())
  .addOption(json)
  .action(async (options) => finish((await import('#cli/runs.ts')).runs(options)));

program
  .command('rules')
  .description('list the rules that the application keeps')
  .addOption(dataDir)
  .addOption(json)
  .action(async (options) => finish((await import('#cli/rules.ts')).rules(options)));

program
  .command('retry')
  .description('process a file again at the next run, from the step that failed')
  .argument('<id>', 'first column of "wherry files", or the id in BettrData')
  .addOption(config)
  .addOption(rule)
  .addOption(dataDir)
  .action(async (id, options) => finish((await import('#cli/file-action.ts')).fileAction('file.retry', id, options)));

program
  .command('skip')
  .description('take a file off the list for good')
  .argument('<id>', 'first column of "wherry files", or the id in BettrData')
  .addOption(config)
  .addOption(rule)
  .addOption(dataDir)
  .action(async (id, options) => finish((await import('#cli/file-action.ts')).fileAction('file.skip', id, options)));

program
  .command('pause')
  .description('leave a rule alone; a running Wherry notices within seconds')
  .addOption(config)
  .addOption(rule)
  .addOption(dataDir)
  .addOption(new Option('--until <time>', '18:30, "2026-11-24 08:00" or ISO 8601').argParser(moment))
  .addOption(new Option('--for <time>', '90s, 30m, 8h or 2d').argParser(duration))
  .action(async (options) => finish((await import('#cli/pause.ts')).pause(options)));

program
  .command('resume')
  .description('end a pause')
  .addOption(config)
  .addOption(rule)
  .addOption(dataDir)
  .action(async (options) => finish((await import('#cli/pause.ts')).resume(options)));

program
  .command('done')
  .description('mark a file as done without running anything; its success is reported at the next run')
  .argument('<id>', 'first column of "wherry files", or the id in BettrData')
  .addOption(config)
  .addOption(rule)
  .addOption(dataDir)
  .action(async (id, options) => finish((await import('#cli/file-action.ts')).fileAction('file.done', id, options)));

program
  .command('show')
  .description('tell the story of a file: every move, every command with its output, and what the source was told')
  .argument('<id>', 'first column of "wherry files", or the id in BettrData')
  .addOption(config)
  .addOption(rule)
  .addOption(dataDir)
  .addOption(json)
  .action(async (id, options) => finish((await import('#cli/show.ts')).show(id, options)));

program
  .command('ini')
  .description("show an INI file as Python's configparser reads it")
  .argument('<file>', 'the INI file')
  .addOption(json)
  .action(async (file, options) => finish((await import('#cli/ini.ts')).ini(file, options)));

program
  .command('render')
  .description('render a Jinja2 template')
  .argument('[template]', 'the template')
  .option('--context <file>', 'JSON file with the variables')
  .addOption(
    new Option('--quote <shell>', 'quote values as for a command of that shell')
      .choices(['none', 'sh', 'cmd', 'powershell'])
      .default('none'),
  )
  .option('--batch <file>', 'JSON lines, each a template or {"template": …}; - for standard input')
  .action(async (template, options) => finish((await import('#cli/render.ts')).renderCommand(template, options)));

program
  .command('demo')
  .description('run the whole thing on an embedded demo instance and show what happened')
  .option('--keep', 'leave the instance running until Ctrl-C', false)
  .action(async (options) => finish((await import('#cli/demo.ts')).demo(options)));

async function finish(exitCode: Promise<number>): Promise<void> {
  process.exitCode = await exitCode;
}

try {
  countBuffersWithTheHeap();
  outliveOutput();
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.settings;
  } else {
    const { reportFailure } = await import('#cli/exit-code.ts');
    process.exitCode = reportFailure(error);
  }
}
