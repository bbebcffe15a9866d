// The API is away, breaks off, stalls or answers something else when the files are listed.
import type { HttpFault } from '#demo/faults.ts';
import type { ProxyMode } from '../servers/fault-proxy.ts';
import { type Fault, UNTOUCHED } from './fault.ts';

const UNREACHABLE =
  'Tried three times, then the run ends; nothing was touched. The next run comes by itself, later after each failure.';
const SETTINGS =
  'The run ends after one request; nothing was touched. Mend the settings; the rule is left alone meanwhile.';

function wire(id: string, fault: string, mode: ProxyMode, outcome = UNREACHABLE): Fault {
  return {
    id,
    fault,
    outcome,
    breaks: ({ api }) => api.set(mode),
    broken: { code: 3, stands: UNTOUCHED, says: '/datafile' },
    mends: ({ api }) => api.set({ kind: 'pass' }),
  };
}

function answer(id: string, fault: string, given: Omit<HttpFault & { kind: 'answer' }, 'kind'>, code: number): Fault {
  return {
    id,
    fault,
    outcome: code === 3 ? UNREACHABLE : SETTINGS,
    breaks: ({ station }) => void (station.instance.faults.http = () => ({ kind: 'answer', ...given })),
    broken: { code, stands: UNTOUCHED, says: given.status === 200 ? 'expected' : String(given.status) },
    mends: ({ station }) => void (station.instance.faults.http = null),
  };
}

const HTML = '<!doctype html><html><body><h1>Please log in</h1></body></html>';

export const API_FAULTS: readonly Fault[] = [
  wire('api-refused', 'The API refuses connections', { kind: 'refuse' }),
  wire('api-reset', 'The API resets each connection', { kind: 'reset', direction: 'up', afterBytes: 0 }),
  wire('api-reset-midway', 'The connection is reset within the answer', {
    kind: 'reset',
    direction: 'down',
    afterBytes: 400,
  }),
  wire('api-truncated', 'The answer ends in its middle', { kind: 'truncate', direction: 'down', afterBytes: 400 }),
  wire('api-stalled', 'The API accepts and says nothing', { kind: 'stall' }),
  wire('api-half-open', 'Requests arrive, answers do not', { kind: 'half-open', direction: 'down' }),
  wire('api-slow-loris', 'The answer trickles, a few bytes a second', { kind: 'slow', bytesPerSecond: 60 }),
  {
    id: 'api-unknown-host',
    fault: 'The name of the API is not known',
    outcome: UNREACHABLE,
    ini: ({ api }) => ({ bettrdata: { base_url: `http://wherry.invalid:${api.port}` } }),
    breaks: () => {},
    broken: { code: 3, stands: UNTOUCHED, says: 'wherry.invalid' },
    mends: ({ rewrite }) => rewrite('wherry.invalid', '127.0.0.1'),
  },
  answer('api-400', 'The list is answered with 400', { status: 400, body: { error: 'bad where' } }, 2),
  answer('api-401', 'The list is answered with 401', { status: 401 }, 2),
  answer('api-403', 'The list is answered with 403', { status: 403 }, 2),
  answer('api-404', 'The list is answered with 404', { status: 404 }, 2),
  answer('api-409', 'The list is answered with 409', { status: 409 }, 2),
  answer(
    'api-429',
    'The list is answered with 429 and Retry-After',
    { status: 429, headers: { 'Retry-After': '1' } },
    3,
  ),
  answer('api-500', 'The list is answered with 500', { status: 500 }, 3),
  answer('api-503', 'The list is answered with 503', { status: 503, body: HTML }, 3),
  answer(
    'api-redirect',
    'The list is answered with a redirect',
    { status: 302, headers: { Location: 'http://192.0.2.1/' } },
    2,
  ),
  answer('api-html', 'The list is answered with 200 and an HTML page', { status: 200, body: HTML }, 3),
  answer('api-no-array', 'The list is answered with 200 and {"error": …}', { status: 200, body: { error: 'boom' } }, 3),
  {
    id: 'api-token-expired',
    fault: 'The token of a login expires before its time',
    outcome: 'A new token is taken at once; nobody notices.',
    instance: { auth: { kind: 'login', username: 'u', password: 'pass-word', clientId: 'c', expiresInSeconds: 3_600 } },
    ini: () => ({ bettrdata: { auth: 'login', login_username: 'u', login_password: 'pass-word', client_id: 'c' } }),
    breaks({ station }) {
      let refusals = 2;
      station.instance.faults.http = ({ path }) =>
        path.startsWith('/datafile') && refusals-- % 2 === 0 ? { kind: 'answer', status: 401 } : null;
    },
    broken: { code: 0, stands: { 'a.csv': ['done', 'SUCCESS'], 'b.csv': ['done', 'SUCCESS'] } },
    mends: () => {},
  },
  {
    id: 'api-login-refused',
    fault: 'The login itself is refused',
    outcome: SETTINGS,
    instance: { auth: { kind: 'login', username: 'u', password: 'pass-word', clientId: 'c', expiresInSeconds: 3_600 } },
    ini: () => ({ bettrdata: { auth: 'login', login_username: 'u', login_password: 'wrong', client_id: 'c' } }),
    breaks: () => {},
    broken: { code: 2, stands: UNTOUCHED, says: '401' },
    mends: ({ rewrite }) => rewrite('login_password = wrong', 'login_password = pass-word'),
  },
];
