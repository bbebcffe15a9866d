// The settings of each kind of source. What a source does is engine/sources/source.ts.
import * as z from 'zod';
import { JsonObject } from './json.ts';
import { FolderSettings, SftpDirectorySettings } from './directory-source.ts';
import { S3Settings } from './s3-source.ts';
import { SecretName } from './secret.ts';
import { SftpSettings } from './sftp.ts';

/** How requests to the instance are authenticated (spec: b3). */
export const Auth = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  /** A static token: `Authorization: Bearer <token>`. */
  z.object({ kind: z.literal('bearer'), token: SecretName }),
  /** The only scheme of BettrData's older API. */
  z.object({ kind: z.literal('basic'), username: z.string(), password: SecretName }),
  /** `POST /auth/token`; the token is kept in memory and renewed before it expires. */
  z.object({ kind: z.literal('login'), username: z.string(), password: SecretName, clientId: z.string() }),
]);
export type Auth = z.infer<typeof Auth>;

export const ListQuery = z.object({
  /** The MongoDB filter; validated by engine/sources/bettrdata/where.ts before anything is sent. */
  where: JsonObject,
  /** True where the operator has said that an empty filter, all files, is meant (b7). */
  allFiles: z.boolean().default(false),
  projection: JsonObject.nullable().default(null),
  sort: JsonObject.nullable().default(null),
  limit: z.int().positive().default(50),
  skip: z.int().nonnegative().default(0),
});
export type ListQuery = z.infer<typeof ListQuery>;

/** Names of attributes in the record's map: no dots, no `$` (b20). */
export const AttributeName = z.string().regex(/^[^.$\0]+$/, 'must not contain a dot or $');

/** How several machines on one filter keep out of each other's way (b25, b27). */
export const ClaimSettings = z.object({
  /** Attribute that says who has STARTED a record; gone with the final status. Null: none; left out: as claim-mark.ts says. */
  attribute: AttributeName.nullable().optional(),
  /**
   * From writing STARTED to reading it again; the longest that an update may be under way where several machines share
   * a filter. 0: it is not read again, which leaves a gap of one update's time between two machines.
   */
  settleMs: z.int().nonnegative().default(0),
  /** A record that another machine STARTED longer ago is shown. */
  leaseMs: z.int().positive().default(86_400_000),
  /** … and taken over when it is longer ago than this; null: never. */
  takeOverAfterMs: z.int().positive().nullable().default(null),
});
export type ClaimSettings = z.infer<typeof ClaimSettings>;

export const BettrDataSettings = z.object({
  kind: z.literal('bettrdata'),
  baseUrl: z.url({ protocol: /^https?$/ }),
  auth: Auth,
  /** PEM file of a certificate authority to trust in addition; there is no way to skip the check (b16). */
  caFile: z.string().nullable().default(null),
  timeoutMs: z.int().positive().default(30_000),
  /** BettrData allows 100 a minute (its API examples); shared by all rules of the instance (b15). */
  requestsPerMinute: z.int().positive().default(90),
  query: ListQuery,
  sftp: SftpSettings,
  /** Template of a file's path on the server; null: the record's route.directory and fileName (b30). */
  remotePath: z.string().nullable().default(null),
  statusAttribute: AttributeName.default('client_status'),
  errorAttribute: AttributeName.nullable().default(null),
  writeBack: z
    .object({
      /** `auto`: PUT, and PATCH where PUT is refused. */
      method: z.enum(['auto', 'put', 'patch']).default('auto'),
      /** `map` sends the whole attributes map; `dotted` sends `attributes.<name>` keys. */
      mode: z.enum(['map', 'dotted']).default('map'),
    })
    .prefault({}),
  claim: ClaimSettings.prefault({}),
});
export type BettrDataSettings = z.infer<typeof BettrDataSettings>;

export const SourceSettings = z.discriminatedUnion('kind', [
  BettrDataSettings,
  FolderSettings,
  SftpDirectorySettings,
  S3Settings,
]);
export type SourceSettings = z.infer<typeof SourceSettings>;
export const SourceKind = z.enum(['bettrdata', 'folder', 'sftp', 's3'] satisfies SourceSettings['kind'][]);
export type SourceKind = SourceSettings['kind'];
