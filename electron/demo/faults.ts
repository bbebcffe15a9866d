// How a demo instance is made to misbehave while it runs: a function per side looks at each request and says what goes wrong.
import type { Json } from '#shared/json.ts';

/** An HTTP request as it arrived. */
export interface DemoRequest {
  at: number;
  method: string;
  /** Without the query. */
  path: string;
  /** As it was sent, percent-encoding included. */
  url: string;
  /** `Bearer`, `Basic` or null; never the credentials. */
  scheme: string | null;
  /** Parsed JSON; null where there was none, and of a login. */
  body: Json;
}

export type HttpFault =
  /** The request is not carried out. A string body is sent as it is, anything else as JSON. */
  | { kind: 'answer'; status: number; headers?: Record<string, string>; body?: Json }
  | { kind: 'delay'; ms: number }
  /** Never answered. */
  | { kind: 'hang' }
  /** The connection breaks before anything was done. */
  | { kind: 'reset' }
  /** Carried out, but the connection breaks before the answer. */
  | { kind: 'lose-answer' };

/** Something that an SFTP client asked for. */
export interface SftpOperation {
  at: number;
  /** `LOGIN`, `EXEC`, or the SFTP request: `OPEN`, `READ`, `REMOVE`, … */
  name: string;
  /** The path, or the name of a `LOGIN`; null where the handle is unknown. */
  path: string | null;
  /** Of a `READ`. */
  offset: number | null;
  /** It would change something on the server. Always refused. */
  writes: boolean;
}

export type SftpFault =
  | { kind: 'refuse'; status: 'no-such-file' | 'permission-denied' | 'failure' }
  | { kind: 'delay'; ms: number }
  /** Never answered. */
  | { kind: 'hang' }
  /** The connection breaks. */
  | { kind: 'reset' };

/** Both may be set and cleared at any time; null, and a function that answers null, let everything pass. */
export interface Faults {
  http: ((request: DemoRequest) => HttpFault | null) | null;
  sftp: ((operation: SftpOperation) => SftpFault | null) | null;
}
