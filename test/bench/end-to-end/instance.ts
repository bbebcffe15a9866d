// The data platform's API in a process of its own, over files that an OpenSSH server serves: fork it with the folder and
// the folder's name on that server. Sends its address; each message to it brings every record back to its beginning.
import fs from 'node:fs';
import path from 'node:path';
import { demoFile } from '#demo/file.ts';
import { startDemoInstance } from '#demo/instance.ts';

export interface Address {
  apiUrl: string;
  apiToken: string;
}

const [folder, directory] = process.argv.slice(2) as [string, string];
const files = fs.readdirSync(folder).map((name) => {
  const file = demoFile(name, fs.readFileSync(path.join(folder, name)));
  file.record['route'] = { directory };
  return file;
});
const { apiUrl, apiToken, file: fileOf, stop } = await startDemoInstance({ files });

process.on('message', () => {
  const statuses = files.map(({ record }) => fileOf(String(record['_id'])).record);
  const succeeded = statuses.filter(({ attributes }) => JSON.stringify(attributes).includes('"SUCCESS"')).length;
  for (const record of statuses) record['attributes'] = {};
  process.send!(succeeded);
});
process.once('disconnect', () => void stop());
process.send!({ apiUrl, apiToken } satisfies Address);
