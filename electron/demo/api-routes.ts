// The documented endpoints of BettrData that Wherry or an operator's tools use.
import type { IncomingHttpHeaders } from 'node:http';
import type { Json, JsonObject } from '#shared/json.ts';
import type { ApiAuth } from './api-auth.ts';
import { ApiError } from './api-error.ts';
import { query } from './api-query.ts';
import { type DottedKeys, updated } from './api-update.ts';
import type { DemoFile } from './file.ts';

export interface ApiRequest {
  method: string;
  path: string;
  parameters: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Json;
}

export interface ApiDialect {
  /** Methods of an update that this server does not know, and the status that it says it with. */
  refused: { PUT?: 404 | 405; PATCH?: 404 | 405 };
  dottedKeys: DottedKeys;
}

/** Returns the JSON to answer with 200; throws ApiError otherwise. */
export function createApiRoutes(files: DemoFile[], auth: ApiAuth, dialect: ApiDialect): (request: ApiRequest) => Json {
  const records = (): JsonObject[] => files.map((file) => file.record);

  function fileOf(id: string): DemoFile {
    const file = files.find(({ record }) => record['_id'] === id);
    if (file === undefined) throw new ApiError(404, `No record found with the specified id: ${id}`);
    return file;
  }

  function update(method: 'PUT' | 'PATCH', id: string, body: Json): Json {
    const refused = dialect.refused[method];
    if (refused !== undefined) throw new ApiError(refused, `${method} is not supported`);
    if (body === null || typeof body !== 'object' || Array.isArray(body))
      throw new ApiError(400, 'Bad Request: the body is not a JSON object');
    const file = fileOf(id);
    file.record = updated(file.record, body, dialect.dottedKeys);
    return file.record;
  }

  function datafile({ method, path, parameters, body }: ApiRequest): Json {
    const rest = path.slice('/datafile'.length);
    if (method === 'GET' && rest === '') return query(records(), parameters);
    if (method === 'GET' && rest === '/getOneBy') {
      const one = query(records(), parameters)[0];
      if (one === undefined) throw new ApiError(404, 'No record matches');
      return one;
    }
    if (method === 'POST' && rest === '/getMany') {
      if (!Array.isArray(body)) throw new ApiError(400, 'Bad Request: the body is not an array of ids');
      return records().filter(({ _id }) => _id !== undefined && body.includes(_id));
    }
    const id = decodeURIComponent(rest.slice(1));
    if (method === 'GET') return fileOf(id).record;
    if (method === 'PUT' || method === 'PATCH') return update(method, id, body);
    throw new ApiError(405, `${method} is not supported`);
  }

  return (request) => {
    if (request.method === 'POST' && request.path === '/auth/token') return auth.login(request.headers, request.body);
    auth.admit(request.headers);
    if (request.method === 'GET' && request.path === '/health') return health();
    if (/^\/datafile(\/[^/]+)?$/.test(request.path)) return datafile(request);
    throw new ApiError(404, 'Not Found');
  };
}

function health(): Json {
  const updateDate = new Date().toISOString();
  const services = {
    hunter: 'Indexer',
    gatherer: 'Processing',
    cooker: 'Conversion',
    autoValidateService: 'Validation',
    autoConvertService: 'Auto Conversion',
    loaderService: 'Loader',
    mixer: 'Merge',
    integrationCoordinator: 'Integration Coordinator',
    integration: 'Integration',
  };
  return Object.fromEntries(
    Object.entries(services).map(([name, alias]) => [
      name,
      { enabled: true, count: 1, status: 'GREEN', updateDate, critical: false, alias, host: 'demo' },
    ]),
  );
}
