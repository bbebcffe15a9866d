// The API fails when a status is written: before the work (STARTED) and after it.
import type { DemoRequest, HttpFault } from '#demo/faults.ts';
import type { Bench } from './bench.ts';
import { type Fault, READY, type Stand } from './fault.ts';

function writes(status: string): (request: DemoRequest) => boolean {
  return ({ method, body }) => method !== 'GET' && JSON.stringify(body).includes(`"${status}"`);
}

function failing(status: string, fault: HttpFault): Fault['breaks'] {
  return ({ station }: Bench) => {
    station.instance.faults.http = (request) => (writes(status)(request) ? fault : null);
  };
}

const mends: Fault['mends'] = ({ station }) => void (station.instance.faults.http = null);
const NOT_BEGUN = 'The file is not begun and the run ends; the next run takes it.';
const NOT_REPORTED =
  'The command has run. The status waits in the outbox (`done, not yet reported`) and is sent again; the command is not.';
const A_WAITS: Record<string, Stand> = { 'a.csv': ['waiting', 'STARTED'], 'b.csv': ['ready', null] };

export const WRITE_BACK_FAULTS: readonly Fault[] = [
  {
    id: 'started-500',
    fault: 'STARTED is answered with 500',
    outcome: NOT_BEGUN,
    breaks: failing('STARTED', { kind: 'answer', status: 500 }),
    broken: { code: 3, stands: READY, says: 'STARTED could not be written' },
    mends,
  },
  {
    id: 'started-409',
    fault: 'STARTED is answered with 409',
    outcome: `${NOT_BEGUN} The rule is left alone meanwhile.`,
    breaks: failing('STARTED', { kind: 'answer', status: 409 }),
    broken: { code: 2, stands: READY, says: '409' },
    mends,
  },
  {
    id: 'started-lost',
    fault: 'STARTED is taken, its answer is lost each time',
    outcome:
      'The run ends. The file does not match the filter any more, but Wherry knows that it may be its own: the next run takes it.',
    breaks: failing('STARTED', { kind: 'lose-answer' }),
    broken: { code: 3, stands: { 'a.csv': ['ready', 'STARTED'], 'b.csv': ['ready', null] } },
    mends,
  },
  {
    id: 'started-taken',
    fault: 'Somebody else changes the record between list and STARTED',
    outcome: 'The file is left alone: it does not match the filter any more.',
    breaks({ station: { instance } }) {
      instance.faults.http = ({ method, path }) => {
        if (method === 'GET' && path.endsWith('-a.csv')) {
          const file = instance.file('started-taken-a.csv');
          file.record = { ...file.record, attributes: { client_status: 'SUCCESS' } };
        }
        return null;
      };
    },
    broken: { code: 0, stands: { 'a.csv': ['ready', 'SUCCESS'], 'b.csv': ['done', 'SUCCESS'] } },
    mends,
    mended: { 'a.csv': ['ready', 'SUCCESS'], 'b.csv': ['done', 'SUCCESS'] },
  },
  {
    id: 'final-503',
    fault: 'SUCCESS is answered with 503',
    outcome: NOT_REPORTED,
    breaks: failing('SUCCESS', { kind: 'answer', status: 503 }),
    broken: { code: 3, stands: A_WAITS, says: 'not yet reported' },
    mends,
  },
  {
    id: 'final-401',
    fault: 'SUCCESS is answered with 401, the token was withdrawn',
    outcome: `${NOT_REPORTED} The rule is left alone meanwhile.`,
    breaks: failing('SUCCESS', { kind: 'answer', status: 401 }),
    broken: { code: 2, stands: A_WAITS, says: '401' },
    mends,
  },
  {
    id: 'final-lost',
    fault: 'SUCCESS is taken, its answer is lost each time',
    outcome: `${NOT_REPORTED} The second time nothing changes.`,
    breaks: failing('SUCCESS', { kind: 'lose-answer' }),
    broken: { code: 3, stands: { 'a.csv': ['waiting', 'SUCCESS'], 'b.csv': ['ready', null] } },
    mends,
  },
  {
    id: 'final-stalled',
    fault: 'SUCCESS is never answered',
    outcome: NOT_REPORTED,
    breaks: failing('SUCCESS', { kind: 'hang' }),
    broken: { code: 3, stands: A_WAITS, says: 'no answer within 1 s' },
    mends,
  },
  {
    id: 'final-html',
    fault: 'SUCCESS is answered with 200 and an HTML page, and not carried out',
    outcome: NOT_REPORTED,
    breaks: failing('SUCCESS', { kind: 'answer', status: 200, body: '<html></html>' }),
    broken: { code: 3, stands: A_WAITS, says: 'not yet reported' },
    mends,
  },
];
