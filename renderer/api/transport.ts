// The way to the engine: desktop-transport.ts in the application, http-transport.ts in a browser.
import type { EngineEvent } from '#shared/event.ts';

/**
 * - `connecting`: not yet heard of it;
 * - `open`: events arrive;
 * - `lost`: it is tried again and again; what is shown may be old;
 * - `refused`: it does not accept our token; only a new address helps.
 */
export type Connection = 'connecting' | 'open' | 'lost' | 'refused';

export interface Transport {
  /** The output as data, not checked against the contract: both ends are of one build. Throws CallError. */
  call(name: string, input: unknown): Promise<unknown>;
  /** Events until the returned function is called. */
  listen(onEvent: (event: EngineEvent) => void, onConnection: (connection: Connection) => void): () => void;
}
