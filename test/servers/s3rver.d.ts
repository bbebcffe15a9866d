// s3rver brings no types; what of it is used here.
declare module 's3rver' {
  import type { IncomingMessage, ServerResponse } from 'node:http';
  import type { Readable } from 'node:stream';

  export default class S3rver {
    constructor(options: {
      directory: string;
      silent: boolean;
      vhostBuckets: boolean;
      allowMismatchedSignatures: boolean;
    });
    callback(): (request: IncomingMessage, response: ServerResponse) => void;
    store: {
      getObject(
        bucket: string,
        key: string,
      ): Promise<{ metadata: Record<string, string>; content: Readable | null } | null | undefined>;
    };
  }
}
