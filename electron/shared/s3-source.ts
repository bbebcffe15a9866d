// The settings of objects in an S3 bucket, at Amazon or at a server that speaks the same (MinIO, R2, Ceph).
import * as z from 'zod';
import { SecretName } from './secret.ts';

/** Where the key comes from. */
export const S3Credentials = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('keys'),
    accessKeyId: z.string().min(1),
    secretAccessKey: SecretName,
    /** Of keys that end with a session. */
    sessionToken: SecretName.nullable().default(null),
  }),
  /** Of `~/.aws/config` and `~/.aws/credentials`, also by SSO or a role. */
  z.object({ kind: z.literal('profile'), profile: z.string().min(1) }),
  /** What the SDK finds by itself: AWS_ACCESS_KEY_ID and the like, then the profile `default`, then the machine's role. */
  z.object({ kind: z.literal('environment') }),
]);
export type S3Credentials = z.infer<typeof S3Credentials>;

export const S3Settings = z.object({
  kind: z.literal('s3'),
  bucket: z.string().min(1),
  /** Only keys that begin so; empty: all of the bucket. */
  prefix: z.string().default(''),
  /** Null: that of the profile or environment, else us-east-1. */
  region: z.string().min(1).nullable().default(null),
  /** Null: Amazon's. */
  endpoint: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null),
  /** `https://server/bucket/key` in place of `https://bucket.server/key`; most servers that are not Amazon's want it. */
  forcePathStyle: z.boolean().default(false),
  credentials: S3Credentials,
  /** Bytes of one request, after which what has come is put on the disk for good: where a download goes on after a crash. */
  chunkBytes: z
    .int()
    .min(64 * 1024)
    .default(10 * 1024 * 1024),
  /** A connection on which nothing arrives for so long is given up. */
  idleTimeoutMs: z.int().positive().default(60_000),
  /** Objects in an answer; S3 gives 1,000 at most. */
  pageSize: z.int().min(1).max(1_000).default(1_000),
});
export type S3Settings = z.infer<typeof S3Settings>;
