// An operator's history that has grown old.
import { DatabaseSync } from 'node:sqlite';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createWorkstationHere as createWorkstation } from '../helpers/workstation.ts';

test('b29: a done file whose record was dropped long ago is fetched and run again when a person asks for it', async () => {
  const station = await createWorkstation({ ini: () => ({ processing: { keep_days: 30 } }) });
  expect((await station.once()).code).toBe(0);
  const raw = new DatabaseSync(path.join(station.folder, 'state', 'wherry.db'));
  raw.exec(`update file set updated_at = updated_at - ${31 * 86_400_000}`);
  raw.close();
  expect((await station.once()).code).toBe(0);
  expect(await station.file('report.csv')).toMatchObject({ state: 'done', meta: {} });
  expect((await station.wherry('retry', '1')).code).toBe(0);
  expect((await station.once()).code).toBe(0);
  expect(station.ran()).toEqual(['report.csv', 'report.csv']);
  expect(await station.file('report.csv')).toMatchObject({ state: 'done', meta: { fileName: 'report.csv' } });
});
