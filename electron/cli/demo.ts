// `npm run demo`: a whole cycle over the embedded instance: an operator's INI, real downloads, commands and mails.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startDemoInstance } from '#demo/instance.ts';
import { startMailbox } from '#demo/mailbox.ts';
import { sampleIni } from '#demo/sample-ini.ts';
import { sampleFiles, SAMPLE_SFTP_PASSWORD } from '#demo/samples.ts';
import { isJsonObject, type JsonObject } from '#shared/json.ts';
import { EXIT } from './exit-code.ts';
import { files } from './files.ts';
import { run } from './run.ts';

/** Everything is in a new folder of its own, so it may be run as often as one likes. */
export async function demo({ keep }: { keep: boolean }): Promise<number> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wherry-demo-'));
  const inFolder = (name: string) => path.join(folder, name);
  const [target, logs, mails, dataDir] = [inFolder('files'), inFolder('logs'), inFolder('mails'), inFolder('state')];
  const config = path.join(folder, 'demo.ini');
  const instance = await startDemoInstance({ files: sampleFiles(), sftpPassword: SAMPLE_SFTP_PASSWORD });
  const mailbox = await startMailbox(mails);
  try {
    fs.writeFileSync(config, sampleIni(instance, mailbox, { target: target, logs: logs }));
    print(`A BettrData instance with ${instance.records().length} records runs in this process: ${instance.apiUrl}`);
    print(`Wherry runs once with the settings in ${config}\n`);
    const exitCode = await run({ config: [config], dataDir, once: true, dryRun: false });
    print('\nWhat became of each file (wherry files):\n');
    await files({ config, dataDir, attention: false, limit: 50 });
    print('\nWhat the instance says now:\n');
    for (const record of instance.records()) print(`  ${statusLine(record)}`);
    print(
      `\nFiles   ${target}\nLog     ${path.join(logs, 'demo.log')}\nMails   ${mails} (${fs.readdirSync(mails).length})`,
    );
    print('Two of the files fail on purpose: that is what the demo shows.');
    if (keep) await keepRunning(`--config ${config} --data-dir ${dataDir}`);
    return exitCode === EXIT.ok || exitCode === EXIT.failed ? EXIT.ok : exitCode;
  } finally {
    await mailbox.stop();
    await instance.stop();
  }
}

function statusLine({ fileName, attributes }: JsonObject): string {
  const status = isJsonObject(attributes) ? attributes['client_status'] : null;
  return `${(typeof status === 'string' ? status : '(none)').padEnd(8)} ${JSON.stringify(fileName)}`;
}

async function keepRunning(options: string): Promise<void> {
  print('\nThe instance goes on until Ctrl-C. In another terminal:');
  for (const command of ['preview', 'check', '--once', 'files']) print(`  npm run -s wherry -- ${command} ${options}`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
