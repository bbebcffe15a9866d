// What the server needs of a host; also what a connection to another process offers (remote.ts).
import { ENGINE_API, HOST_API } from '#shared/api.ts';
import type { EngineCallName, HostCallName } from '#shared/api.ts';
import type { Dispatch } from '#engine/api/dispatch.ts';
import type { Subscribe } from './event-stream.ts';

export type ServedCall = EngineCallName | HostCallName;

export interface ServedEngine {
  dispatch: Dispatch<ServedCall>;
  subscribe: Subscribe;
}

export function isServed(name: string): name is ServedCall {
  return Object.hasOwn(ENGINE_API, name) || Object.hasOwn(HOST_API, name);
}
