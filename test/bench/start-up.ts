// How long the command line takes to be there, against a Node that does nothing: node test/bench/start-up.ts [ROUNDS].
// It runs what WHERRY_CLI names, or the bundle of `npm run build`, which is what is installed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startDemoInstance } from '#demo/instance.ts';
import { contest } from './contest.ts';
import { print, tellRatio } from './figures.ts';

const rounds = Number(process.argv[2] ?? 15);
const script = process.env['WHERRY_CLI'] ?? path.resolve(import.meta.dirname, '../../dist/cli/wherry.mjs');

async function node(args: string[]): Promise<void> {
  const [code] = (await once(spawn(process.execPath, args, { stdio: 'ignore' }), 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
}

if (fs.existsSync(script)) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wherry-start-up-'));
  const { apiUrl, apiToken, stop } = await startDemoInstance({ files: [] });
  const config = path.join(folder, 'default.ini');
  fs.writeFileSync(
    config,
    `[bettrdata]\nbase_url = ${apiUrl}\napi_token = ${apiToken}\nrequests_per_minute = 1000000\n` +
      '[sftp]\nhost = 127.0.0.1\nusername = nobody\nremote_password = none\n[list]\nwhere = {"attributes.client_status": {"$exists": false}}\n' +
      `[processing]\ntarget_source_directory = ${folder}/in\n[logging]\nlog_dir = ${folder}/logs\n`,
  );
  const bare = 'node -e 0';
  const contenders = {
    [bare]: ['-e', '0'],
    'wherry --version': [script, '--version'],
    'wherry --once, nothing due': [script, '--once', '--config', config, '--data-dir', path.join(folder, 'state')],
  };
  const seconds = await contest(
    Object.entries(contenders).map(([name, args]) => ({ name, run: () => node(args) })),
    { rounds },
  );
  for (const [name, value] of seconds) {
    if (name === bare) continue;
    tellRatio({
      name: `${name}: times as long as ${bare}`,
      value: value / seconds.get(bare)!,
      better: 'less',
      goal: null,
    });
  }
  await stop();
  fs.rmSync(folder, { recursive: true });
} else {
  print('left out: there is no bundle; `npm run build` makes it');
}
