// An S3 server (s3rver), and what it does not do itself: signatures of version 4, If-Match, and faults on demand.
import crypto from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import S3rver from 's3rver';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { isSigned } from './signature-v4.ts';
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

/** Of the only account that it has. */
export const S3_KEYS = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };

/** Its tokens of pages are DES, which OpenSSL 3 has only as triple DES; with one key three times that is the same. */
for (const name of ['createCipheriv', 'createDecipheriv'] as const) {
  const original = crypto[name].bind(crypto) as typeof crypto.createCipheriv;
  const withDes = (algorithm: string, key: Buffer, iv: Buffer) =>
    algorithm === 'des' ? original('des-ede3-cbc', Buffer.concat([key, key, key]), iv) : original(algorithm, key, iv);
  Object.assign(crypto, { [name]: withDes });
}

export interface S3Request {
  method: string;
  /** Of the object; empty for the bucket itself. */
  key: string;
  /** `bytes=0-9`, or null. */
  range: string | null;
}

export type S3Fault =
  /** An error as S3 writes it. */
  | { kind: 'error'; status: number; code: string; retryAfter?: number }
  /** The answer breaks off after so many bytes of its body. */
  | { kind: 'short'; afterBytes: number }
  /** Headers, then nothing. */
  | { kind: 'stall' }
  /** One bit of the body is another one. */
  | { kind: 'flip' };

export interface S3Server {
  endpoint: string;
  port: number;
  bucket: string;
  /** Asked before each request; null: it is answered as it should be. */
  fault: ((request: S3Request) => S3Fault | null) | null;
  requests: S3Request[];
  put(key: string, content: Uint8Array): Promise<void>;
  remove(key: string): Promise<void>;
  stop(): Promise<void>;
}

/** @param onFinished the test's own, where tests run side by side */
export async function startS3(onFinished?: (clean: () => void) => void): Promise<S3Server> {
  const bucket = 'files';
  const app = new S3rver({
    directory: temporaryFolder(onFinished),
    silent: true,
    vhostBuckets: false,
    allowMismatchedSignatures: false,
  });
  const answer = app.callback();
  const http = createServer((request, response) => void handle(request, response));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials: S3_KEYS });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));

  const server: S3Server = {
    endpoint,
    port,
    bucket,
    fault: null,
    requests: [],
    async put(Key, Body) {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
    },
    async remove(Key) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
    },
    async stop() {
      client.destroy();
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', endpoint);
    const key = decodeURIComponent(url.pathname.slice(`/${bucket}/`.length));
    const isOurs = request.headers['user-agent']?.includes('ua/') === true && request.method !== 'PUT';
    const asked = { method: request.method ?? '', key, range: request.headers.range ?? null };
    if (isOurs) server.requests.push(asked);
    const fault = isOurs ? (server.fault?.(asked) ?? null) : null;
    const ifMatch = request.headers['if-match'];
    if (fault?.kind === 'error') return refuse(response, fault);
    if (!isSigned(request, S3_KEYS.secretAccessKey)) {
      return refuse(response, { kind: 'error', status: 403, code: 'SignatureDoesNotMatch' });
    }
    if (ifMatch !== undefined && key !== '' && !(await hasEtag(key, ifMatch))) {
      return refuse(response, { kind: 'error', status: 412, code: 'PreconditionFailed' });
    }
    if (fault !== null) breakBody(response, fault);
    answer(request, response);
  }

  async function hasEtag(key: string, etag: string): Promise<boolean> {
    const found = await app.store.getObject(bucket, key);
    found?.content?.destroy();
    // One that is gone is told by the server itself.
    return found === undefined || found === null || found.metadata['etag'] === etag;
  }

  return server;
}

function refuse(response: ServerResponse, { status, code, retryAfter }: Extract<S3Fault, { kind: 'error' }>): void {
  response.writeHead(status, {
    'content-type': 'application/xml',
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
  });
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>on purpose</Message></Error>`);
}

function breakBody(response: ServerResponse, fault: Exclude<S3Fault, { kind: 'error' }>): void {
  const write = response.write.bind(response) as (chunk: Buffer) => boolean;
  const end = response.end.bind(response);
  let sent = 0;
  function pass(chunk: Buffer): boolean {
    switch (fault.kind) {
      case 'stall':
        if (sent === 0) response.flushHeaders();
        sent += chunk.length;
        return true;
      case 'flip':
        if (sent === 0) chunk = Buffer.from(chunk.map((byte, index) => (index === 0 ? byte ^ 1 : byte)));
        sent += chunk.length;
        return write(chunk);
      case 'short': {
        const room = Math.max(0, fault.afterBytes - sent);
        sent += chunk.length;
        const isFull = write(chunk.subarray(0, room));
        return isFull;
      }
    }
  }
  response.write = ((chunk: Buffer) => pass(Buffer.from(chunk))) as typeof response.write;
  response.end = ((chunk?: Buffer) => {
    if (chunk !== undefined && typeof chunk !== 'function') pass(Buffer.from(chunk));
    if (fault.kind === 'stall') return response;
    return fault.kind === 'short' ? response.destroy() : end();
  }) as typeof response.end;
}
