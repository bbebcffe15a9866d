// Objects of an S3 bucket. Each content (ETag) of a key is a file; the bucket is never changed. The SDK takes a while to
// load, so that happens at the first use.
import type { S3Settings } from '#shared/s3-source.ts';
import { WherryError } from '../errors.ts';
import { addressOf } from './address.ts';
import type { Bucket, S3Object } from './s3/bucket.ts';
import { checkBucket } from './s3/check.ts';
import type { FileHandle, Source, SourceContext, SourceFile } from './source.ts';

export function createS3Source(settings: S3Settings, context: SourceContext): Source {
  const { chunkBytes } = settings;
  let opening: Promise<Bucket> | null = null;

  function bucket(): Promise<Bucket> {
    opening ??= import('./s3/bucket.ts').then(({ openBucket }) => openBucket(settings, context));
    return opening;
  }

  const stat: Source['stat'] = async (file, signal) => {
    const { sizeBytes, modifiedAt } = await (await bucket()).head(file.externalId, etagOf(file), signal);
    return { sizeBytes, modifiedAt };
  };

  return {
    address: addressOf(settings.endpoint ?? 'https://s3.amazonaws.com'),
    resumes: { chunkBytes },
    async *check(signal) {
      yield* checkBucket(await bucket(), settings, signal);
    },
    async *list(signal) {
      for await (const objects of (await bucket()).pages(signal)) {
        yield { files: objects.map((object) => toSourceFile(object, settings.bucket)), problems: [] };
      }
    },
    async record(file, signal) {
      const [key, etag] = [file.externalId, etagOf(file)];
      const { sizeBytes, modifiedAt, output } = await (await bucket()).head(key, etag, signal);
      const storageClass = output.StorageClass ?? 'STANDARD';
      return toSourceFile({ key, sizeBytes, etag, modifiedAt, storageClass }, settings.bucket).meta;
    },
    connect: () => Promise.resolve(),
    // A bucket's keys are a tree of their own, and two rules of one target folder may have the same ones.
    localPath: ({ externalId }) => [context.ruleId, ...externalId.split('/')],
    async *open(file, offset, signal) {
      const { externalId: key, sizeBytes } = file;
      const size = sizeBytes ?? 0;
      for (let at = offset; at < size;) {
        const end = Math.min(at + chunkBytes, size);
        for await (const bytes of (await bucket()).read(key, { etag: etagOf(file), from: at, to: end - 1 }, signal)) {
          at += bytes.length;
          yield bytes;
        }
        if (at !== end) throw cutOff(at, end);
      }
    },
    stat,
    async verify(file, download, signal) {
      const { verifyObject } = await import('./s3/verify-object.ts');
      await verifyObject(await (await bucket()).head(file.externalId, etagOf(file), signal), download, signal);
    },
    async close() {
      const opened = opening;
      opening = null;
      (await opened?.catch(() => null))?.close();
    },
  };
}

/** As S3 spells it, with its quotes. Of the ref, which outlives the record. */
function etagOf({ ref, externalId }: FileHandle): string {
  return ref.slice(externalId.length + 1);
}

function toSourceFile({ key, sizeBytes, etag, modifiedAt, storageClass }: S3Object, bucket: string): SourceFile {
  const isFolder = key.endsWith('/');
  return {
    ref: `${key}@${etag}`,
    externalId: key,
    name: key,
    sizeBytes,
    checksum: null,
    meta: {
      _id: key,
      fileName: key.slice(key.lastIndexOf('/') + 1),
      byteSize: sizeBytes,
      bucket,
      key,
      etag,
      modifiedAt: new Date(modifiedAt).toISOString(),
      storageClass,
    },
    skip: sizeBytes > 0 ? null : isFolder ? 'a folder marker' : 'empty (0 bytes)',
    reported: null,
  };
}

/** A server or something in between has ended an answer early, or sent too much. */
function cutOff(at: number, end: number): WherryError {
  const message = `the answer ended at byte ${at.toLocaleString('en')}, not at ${end.toLocaleString('en')}`;
  return new WherryError('connection-lost', message, { kind: 'transient' });
}
