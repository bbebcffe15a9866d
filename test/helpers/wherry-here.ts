// The command line within this process: what its commands do, without starting a Node for each. Options are read here,
// so what cli.ts makes of a line, and signals, are for real processes (wherry.ts).
import { AsyncLocalStorage } from 'node:async_hooks';
import { parseArgs } from 'node:util';
import { check } from '#cli/check.ts';
import { reportFailure } from '#cli/exit-code.ts';
import { fileAction } from '#cli/file-action.ts';
import { files } from '#cli/files.ts';
import { pause, resume } from '#cli/pause.ts';
import { preview } from '#cli/preview.ts';
import { rules } from '#cli/rules.ts';
import { run } from '#cli/run.ts';
import { runs } from '#cli/runs.ts';
import { show } from '#cli/show.ts';
import type { Ended } from './wherry.ts';

type Stream = 'stdout' | 'stderr';
/** What is printed in the course of a command goes to it alone; others may run at the same time. */
const printed = new AsyncLocalStorage<Record<Stream, string>>();
for (const stream of ['stdout', 'stderr'] as const) {
  const write = process[stream].write.bind(process[stream]);
  process[stream].write = (chunk: string | Uint8Array) => {
    const texts = printed.getStore();
    if (texts === undefined) return write(chunk);
    texts[stream] += String(chunk);
    return true;
  };
}

export async function wherryHere(args: string[]): Promise<Ended> {
  const texts = { stdout: '', stderr: '' };
  const code = await printed.run(texts, () => carryOut(args).catch(reportFailure));
  return { code, ...texts };
}

async function carryOut(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      config: { type: 'string' },
      'data-dir': { type: 'string' },
      rule: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      once: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      attention: { type: 'boolean', default: false },
    },
  });
  const { config, once, json, attention, rule, 'data-dir': dataDir, 'dry-run': dryRun } = values;
  const options = { config, dataDir, rule, json };
  const [command = 'run', id = ''] = positionals;
  switch (command) {
    case 'run':
      if (!once && !dryRun) throw new Error('a run without end needs a process of its own');
      return run({ ...options, config: config === undefined ? undefined : [config], once, dryRun });
    case 'files':
      return files({ ...options, attention, limit: 50 });
    case 'runs':
      return runs({ ...options, limit: 50 });
    case 'show':
      return show(id, options);
    case 'check':
      return check(options);
    case 'preview':
      return preview(options);
    case 'rules':
      return rules(options);
    case 'pause':
      return pause(options);
    case 'resume':
      return resume(options);
    case 'retry':
    case 'skip':
    case 'done':
      return fileAction(`file.${command}`, id, options);
    default:
      throw new Error(`"${command}" is not known here`);
  }
}
