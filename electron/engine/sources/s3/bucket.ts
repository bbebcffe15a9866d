// The requests to one bucket, by the AWS SDK. Tries of a request are ours, so that waits can be stopped; of a body they
// are the download's, which goes on where it was.
import {
  GetObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { addAbortSignal, Readable } from 'node:stream';
import type { S3Settings } from '#shared/s3-source.ts';
import { backoffMs } from '../../backoff.ts';
import { cancelled, WherryError } from '../../errors.ts';
import type { SourceContext } from '../source.ts';
import { clientSettings } from './client-settings.ts';
import { s3Error } from './s3-error.ts';

const TRIES = 3;
const BACKOFF = { delayMs: 500, factor: 2, maxDelayMs: 10_000 };
/** A server that asks for more has to be asked later, by the rule's next run. */
const LONGEST_WAIT_MS = 30_000;

export interface S3Object {
  key: string;
  sizeBytes: number;
  /** With its quotes. */
  etag: string;
  modifiedAt: number;
  storageClass: string;
}

export interface Head {
  sizeBytes: number;
  modifiedAt: number;
  output: HeadObjectCommandOutput;
}

/** All throw what s3-error.ts makes of S3's answers; `gone` and `changed` where the content of that ETag is not there. */
export interface Bucket {
  pages(signal: AbortSignal): AsyncIterable<S3Object[]>;
  head(key: string, etag: string, signal: AbortSignal): Promise<Head>;
  /** Bytes `from` to `to`, both included; may end early without an error. */
  read(key: string, part: { etag: string; from: number; to: number }, signal: AbortSignal): AsyncIterable<Uint8Array>;
  close(): void;
}

export function openBucket(settings: S3Settings, { clock, log, secret }: SourceContext): Bucket {
  const { bucket: Bucket, prefix, pageSize } = settings;
  const client = new S3Client(clientSettings(settings, secret));

  async function ask<T>(about: string, signal: AbortSignal, send: () => Promise<T>): Promise<T> {
    for (let failures = 1; ; failures++) {
      try {
        return await send();
      } catch (thrown) {
        if (signal.aborted) throw cancelled(signal.reason);
        const error = s3Error(thrown, about);
        const waitMs = Math.max(backoffMs(BACKOFF, failures), error.retryAfterMs ?? 0);
        if (error.kind !== 'transient' || failures >= TRIES || waitMs > LONGEST_WAIT_MS) throw error;
        log.debug(`${error.message}; asked again in ${waitMs} ms`);
        await clock.sleep(waitMs, signal);
      }
    }
  }

  return {
    async *pages(signal) {
      let token: string | undefined;
      do {
        const answer = await ask(`the list of ${Bucket}`, signal, () =>
          client.send(
            new ListObjectsV2Command({
              Bucket,
              Prefix: prefix,
              MaxKeys: pageSize,
              ContinuationToken: token,
              // Keys may hold characters that XML cannot.
              EncodingType: 'url',
            }),
            { abortSignal: signal },
          ),
        );
        const decode = answer.EncodingType === 'url' ? fromUrl : (key: string): string => key;
        yield (answer.Contents ?? []).map((object) => ({
          key: decode(object.Key ?? ''),
          sizeBytes: object.Size ?? 0,
          etag: object.ETag ?? '',
          modifiedAt: object.LastModified?.getTime() ?? 0,
          storageClass: object.StorageClass ?? 'STANDARD',
        }));
        const next = answer.IsTruncated === true ? answer.NextContinuationToken : undefined;
        if (next !== undefined && next === token) throw endless(Bucket);
        token = next;
      } while (token !== undefined);
    },

    head: (key, etag, signal) =>
      ask(key, signal, async () => {
        const command = new HeadObjectCommand({ Bucket, Key: key, IfMatch: etag, ChecksumMode: 'ENABLED' });
        const output = await client.send(command, { abortSignal: signal });
        if (output.ETag !== undefined && output.ETag !== etag) throw changed();
        return { sizeBytes: output.ContentLength ?? 0, modifiedAt: output.LastModified?.getTime() ?? 0, output };
      }),

    async *read(key, { etag, from, to }, signal) {
      const body = await ask(key, signal, async () => {
        const range = { IfMatch: etag, Range: `bytes=${from}-${to}` };
        const answer = await client.send(new GetObjectCommand({ Bucket, Key: key, ...range }), { abortSignal: signal });
        const { Body, ETag, ContentRange } = answer;
        if (!(Body instanceof Readable)) throw new TypeError('the SDK gave no stream');
        // Servers that know no If-Match or no Range are found out before a byte is taken.
        const error = ETag !== etag ? changed() : ContentRange?.startsWith(`bytes ${from}-${to}/`) ? null : noRanges();
        if (error !== null) {
          Body.destroy();
          throw error;
        }
        return addAbortSignal(signal, Body);
      });
      try {
        yield* body as AsyncIterable<Uint8Array>;
      } catch (thrown) {
        throw signal.aborted ? cancelled(signal.reason) : s3Error(thrown, key);
      } finally {
        body.destroy();
      }
    },

    close: () => client.destroy(),
  };
}

function fromUrl(key: string): string {
  return decodeURIComponent(key.replaceAll('+', ' '));
}

function changed(): WherryError {
  return new WherryError('changed', 'it has other content now, which is a file of its own', { kind: 'permanent' });
}

function noRanges(): WherryError {
  return new WherryError('no-ranges', 'the server does not give the part of an object that is asked for', {
    kind: 'config',
    hint: 'Look whether the endpoint is really that of an S3 server, and whether something in between changes requests.',
  });
}

function endless(bucket: string): WherryError {
  return new WherryError('endless-list', `the list of ${bucket} does not go on: the server repeats itself`, {
    kind: 'transient',
  });
}
