// "Test connection" of a bucket: listing and reading are rights of their own.
import type { CheckResult } from '#shared/api-rules.ts';
import type { S3Settings } from '#shared/s3-source.ts';
import { escapeControls } from '../../escape-controls.ts';
import { checkLine } from '../check-line.ts';
import type { Bucket, S3Object } from './bucket.ts';

export async function* checkBucket(
  bucket: Bucket,
  { bucket: name, prefix }: S3Settings,
  signal: AbortSignal,
): AsyncIterable<CheckResult> {
  let first: S3Object | undefined;
  const listed = await checkLine('bucket', async () => {
    for await (const page of bucket.pages(signal)) {
      first = page.find(({ sizeBytes }) => sizeBytes > 0);
      return `${name}: ${page.length} ${page.length === 1 ? 'object' : 'objects'} in the first answer${prefix === '' ? '' : ` below ${prefix}`}`;
    }
    return `${name}: empty`;
  });
  yield listed;
  if (!listed.ok) return;
  const object = first;
  if (object === undefined) {
    yield { title: 'object', ok: true, detail: 'not tried: there is none to try it with', hint: null };
    return;
  }
  yield await checkLine('object', async () => {
    const part = { etag: object.etag, from: 0, to: 0 };
    for await (const bytes of bucket.read(object.key, part, signal)) if (bytes.length > 0) break;
    return `${escapeControls(object.key)} can be read`;
  });
}
