// Two installations on one filter, as real processes with a data directory each.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { demoFile } from '#demo/file.ts';
import { IS_WHOLE } from '../helpers/sample.ts';
import { createWorkstationHere as createWorkstation, type Workstation } from '../helpers/workstation.ts';
import { type Ended, startNode, wherry } from '../helpers/wherry.ts';

const FILES = IS_WHOLE ? 200 : 50;
const RUN_LATER = fileURLToPath(new URL('run-later.ts', import.meta.url));

/** The same INI on another machine: its own target, logs and state. */
function otherMachine({ config, folder, target }: Workstation): { once(): Promise<Ended>; target: string } {
  const other = path.join(folder, 'other');
  fs.mkdirSync(other);
  const ini = fs.readFileSync(config, 'utf8');
  const file = path.join(other, 'default.ini');
  const itsTarget = path.join(other, 'target');
  fs.writeFileSync(file, ini.replace(target, itsTarget).replace(path.join(folder, 'logs'), path.join(other, 'logs')));
  const args = ['--once', '--config', file, '--data-dir', path.join(other, 'state')];
  return { once: () => wherry(args, { cwd: other }), target: itsTarget };
}

test(`b25: two engines share ${FILES} files: each file's command runs exactly once, and nothing is left of the claims`, async () => {
  const names = Array.from({ length: FILES }, (_, index) => `f${String(index).padStart(3, '0')}.csv`);
  const station = await createWorkstation({
    files: names.map((name) => demoFile(name, `content of ${name}`)),
    ini: () => ({ list: { limit: FILES }, processing: { parallel: 4, claim_settle: 0.5 } }),
  });
  const other = otherMachine(station);
  const [one, two] = await Promise.all([station.start('--once').ended, other.once()]);
  expect([one.code, two.code], one.stderr + two.stderr).toEqual([0, 0]);
  expect(station.ran().toSorted()).toEqual(names);
  for (const name of names) expect(station.attributes(name)).toEqual({ client_status: 'SUCCESS' });
  const shares = [station.target, other.target].map((target) => fs.readdirSync(path.join(target, 'done')).length);
  expect(shares[0]! + shares[1]!).toBe(FILES);
  expect(Math.min(...shares), `shares: ${shares.join(' and ')}`).toBeGreaterThan(0);
}, 60_000);

test('b27: what another machine has STARTED and never ended is shown, and taken over only when the rule says so', async () => {
  const hour = 3_600_000;
  const claimedBy = (hoursAgo: number) => ({
    client_status: 'STARTED',
    client_claim: `dead-host:1 77 ${new Date(Date.now() - hoursAgo * hour).toISOString()}`,
  });
  const files = [
    demoFile('old.csv', 'old', { attributes: claimedBy(30) }),
    demoFile('new.csv', 'new', { attributes: claimedBy(2) }),
  ];
  const station = await createWorkstation({ files });
  const shown = await station.once();
  expect(shown.code, shown.stderr).toBe(0);
  expect(shown.stderr).toContain('old.csv');
  expect(shown.stderr).toContain('was STARTED by dead-host 30 h ago');
  expect(shown.stderr).not.toContain('new.csv');
  expect(station.ran()).toEqual([]);
  fs.writeFileSync(
    station.config,
    fs.readFileSync(station.config, 'utf8').replace('[processing]', '[processing]\ntake_over_after = 29'),
  );
  const taken = await station.once();
  expect(taken.code, taken.stderr).toBe(0);
  expect(station.ran()).toEqual(['old.csv']);
  expect(station.attributes('old.csv')).toEqual({ client_status: 'SUCCESS' });
  expect(station.attributes('new.csv')).toEqual(files[1]!.record['attributes']);
});

test('b25: a file that another machine has taken since it was listed is left to it, and its story says so', async () => {
  const station = await createWorkstation({ files: [demoFile('a.csv', 'a')] });
  let isFirst = true;
  station.instance.faults.http = ({ method, path: url }) => {
    if (method === 'GET' && url !== '/datafile' && isFirst) {
      isFirst = false;
      const [record] = station.instance.records();
      const taken = { client_status: 'STARTED', client_claim: `there:1 77 ${new Date().toISOString()}` };
      station.instance.file(String(record!['_id'])).record['attributes'] = taken;
    }
    return null;
  };
  const first = await station.once();
  expect(first.stdout).toContain('another machine has taken it');
  expect([first.code, station.ran()]).toEqual([0, []]);
  expect((await station.wherry('show', '1')).stdout).toContain('another machine has taken it');
});

test('b25: a file whose STARTED took too long is put aside, and processed later where it is still ours', async () => {
  const station = await createWorkstation({ ini: () => ({ processing: { claim_settle: 0.4 } }) });
  station.instance.faults.http = ({ method }) => (method === 'PUT' ? { kind: 'delay', ms: 600 } : null);
  const first = await station.once();
  expect([first.code, first.stderr]).toEqual([1, expect.stringContaining('STARTED was written late')]);
  expect(await station.file('report.csv')).toMatchObject({ state: 'waiting', failures: 0, claimedAt: null });
  expect(station.ran()).toEqual([]);
  station.instance.faults.http = null;
  const later = await startNode(RUN_LATER, [station.config, path.join(station.folder, 'state'), '1'], {
    cwd: station.folder,
    env: {},
    input: '',
  }).ended;
  expect(later.stdout, later.stderr).toContain('run succeeded: 1 0 0');
  expect([station.ran(), station.attributes('report.csv')]).toEqual([['report.csv'], { client_status: 'SUCCESS' }]);
});
