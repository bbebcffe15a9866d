// What Wherry costs while it has nothing to do: the CPU time of this process, with the engine of the command line in it.
// node test/bench/idle.ts [SECONDS] [RULES]: first with rules that wait for a time of the day, then with rules that ask
// an instance (a process of its own) every minute and find nothing. The memory stands against what the old utility takes: a
// Python with its libraries for each rule.
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openRuleSet } from '#cli/session.ts';
import { startDemoInstance } from '#demo/instance.ts';
import { print, tellRatio } from './figures.ts';
import { PYTHON } from './transfer/peers.ts';

/** After this the start is over: imports, first runs. */
const WARM_UP_S = 10;

interface Address {
  apiUrl: string;
  apiToken: string;
}

/** Of a process that has the old utility's libraries and does nothing; null where they are not installed. */
function pythonMegabytes(): number | null {
  const script =
    'import requests, paramiko, jinja2, resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)';
  const { status, stdout } = spawnSync(PYTHON, ['-c', script], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) / 1_000 : null;
}

async function beInstance(): Promise<void> {
  const { apiUrl, apiToken } = await startDemoInstance({ files: [] });
  process.send!({ apiUrl, apiToken } satisfies Address);
  process.once('disconnect', () => process.exit());
}

/** Percent of one core. */
async function measure(address: Address, schedule: string, rules: number, seconds: number): Promise<number> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wherry-idle-'));
  const configs = Array.from({ length: rules }, (_, index) => {
    const config = path.join(folder, `rule-${index}.ini`);
    fs.writeFileSync(config, iniText(address, schedule, path.join(folder, String(index))));
    return config;
  });
  const set = openRuleSet({ configs, dataDir: path.join(folder, 'state') }, () => {});
  set.engine.acquire();
  const running = set.engine.runSchedules(() => {});
  await delay(WARM_UP_S * 1000);
  const [before, startedAt] = [process.cpuUsage(), performance.now()];
  await delay(seconds * 1000);
  const { user, system } = process.cpuUsage(before);
  const percent = (user + system) / 10 / (performance.now() - startedAt);
  set.stopping.request();
  await running;
  set.stopping.done();
  await set.close();
  fs.rmSync(folder, { recursive: true });
  return percent;
}

function iniText({ apiUrl, apiToken }: Address, schedule: string, folder: string): string {
  return `[bettrdata]
base_url = ${apiUrl}
api_token = ${apiToken}
[sftp]
host = 127.0.0.1
username = nobody
remote_password = none
[list]
where = {"attributes.client_status": {"$exists": false}}
[processing]
target_source_directory = ${folder}
[logging]
log_dir = ${folder}/logs
[schedule]
${schedule}
`;
}

if (process.argv[2] === 'instance') {
  await beInstance();
} else {
  const [seconds, rules] = [Number(process.argv[2] ?? 60), Number(process.argv[3] ?? 50)];
  const instance = fork(import.meta.filename, ['instance']);
  const [address] = (await once(instance, 'message')) as [Address];
  for (const schedule of ['cron = 0 0 29 2 *', 'every = 60']) {
    const percent = await measure(address, schedule, rules, seconds);
    const megabytes = process.memoryUsage.rss() / 1e6;
    print(`${rules} rules, ${schedule}: ${percent.toFixed(2)} % CPU over ${seconds} s, ${megabytes.toFixed(0)} MB`);
    tellRatio({ name: `${schedule}: CPU, of 1 % of a core`, value: percent, better: 'less', goal: 1 });
    const python = pythonMegabytes();
    if (python === null) continue;
    const value = (rules * python) / megabytes;
    tellRatio({ name: `${schedule}: memory, times as little as ${rules} Pythons`, value, better: 'more', goal: null });
  }
  instance.disconnect();
}
