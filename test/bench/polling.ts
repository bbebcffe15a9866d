// A poll that finds 10,000 records, and the operator's filter asked again about each: node test/bench/polling.ts.
import type { JsonObject } from '#shared/json.ts';
import { Query } from 'mingo';
import { matcher } from '#engine/sources/bettrdata/match-where.ts';
import { parseJson } from '#engine/exact-json.ts';
import { median, print, tellRatio } from './figures.ts';

const RECORDS = 10_000;
const ROUNDS = 9;
const GOAL_PER_SECOND = 200_000;
const WHERE: JsonObject = {
  'attributes.client_status': { $exists: false },
  alias: { $in: ['acme', 'beta'] },
  recordCount: { $gt: 0 },
};
const page = JSON.stringify(
  Array.from({ length: RECORDS }, (_, index) => ({
    _id: `5ebe0ca2bb1a4d00${String(index).padStart(8, '0')}`,
    createDate: '2020-05-15T03:29:38.734Z',
    fileName: `acme-${index}.csv`,
    recordCount: index + 1,
    byteSize: 419_743,
    md5: '71e6c6a0558a04b0e8473448a0f66975',
    alias: index % 2 === 0 ? 'acme' : 'gamma',
    attributes: {},
    route: { directory: '/out/acme' },
  })),
);

function milliseconds(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}

const records = parseJson(page) as JsonObject[];
const matches = matcher(WHERE);
const query = new Query(WHERE);
const works = {
  'JSON.parse': () => JSON.parse(page) as unknown,
  'the list read, numbers exact': () => parseJson(page),
  mingo: () => records.filter((record) => query.test(record)).length,
  'the filter asked again': () => records.filter((record) => matches(record)).length,
};
if (works.mingo() !== works['the filter asked again']()) throw new Error('the filters differ');
const times = new Map<string, number[]>(Object.keys(works).map((name) => [name, []]));
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, work] of Object.entries(works)) times.get(name)!.push(milliseconds(work));
}
const medians = new Map([...times].map(([name, found]) => [name, median(found)]));
for (const [name, ms] of medians) print(`${name.padEnd(32)} ${ms.toFixed(1).padStart(7)} ms for ${RECORDS} records`);
const perSecond = (RECORDS / medians.get('the filter asked again')!) * 1_000;
tellRatio({
  name: `the filter asked again: ${GOAL_PER_SECOND.toLocaleString('en-US')} records a second`,
  value: perSecond / GOAL_PER_SECOND,
  better: 'more',
  goal: 1,
});
const less = (name: string, ours: string, theirs: string): void =>
  tellRatio({ name, value: medians.get(ours)! / medians.get(theirs)!, better: 'less', goal: null });
less('the filter asked again: times as long as mingo', 'the filter asked again', 'mingo');
less('the list read: times as long as JSON.parse', 'the list read, numbers exact', 'JSON.parse');
