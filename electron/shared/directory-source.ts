// Sources that are a directory of files: on this computer (or a share of it), and on an SFTP server.
import * as z from 'zod';
import { SftpSettings } from './sftp.ts';

const Directory = {
  /** Of `folder` absolute; of `sftp` as the server spells it, a relative one begins where the login ends. */
  directory: z.string().min(1),
  /**
   * Which files: `*` and `?` within a name, `**` over folders, `{csv,txt}`, `[0-9]`, `!(*.part)`. Without `/` those in the
   * directory itself. Names that begin with a dot only where the pattern does.
   */
  pattern: z.string().min(1).max(500).default('*'),
  /** When a file is whole: somebody may still be writing it. */
  ready: z
    .discriminatedUnion('kind', [
      /** It was not changed for so long, by the clock of the server and ours; those two must agree about that much. */
      z.object({ kind: z.literal('age'), ms: z.int().nonnegative() }),
      /** Its size and time are the same after so long; needs no clocks, and costs each run with new files that wait. */
      z.object({ kind: z.literal('stable'), ms: z.int().positive() }),
    ])
    .default({ kind: 'age', ms: 10_000 }),
  /** What becomes of it there when all its commands have succeeded. */
  afterSuccess: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('keep') }),
      /** Into a folder that is there already; one in use gets another name, nothing is replaced. */
      z.object({ kind: z.literal('move'), directory: z.string().min(1) }),
      z.object({ kind: z.literal('delete') }),
    ])
    .default({ kind: 'keep' }),
};

export const FolderSettings = z.object({ kind: z.literal('folder'), ...Directory });
export type FolderSettings = z.infer<typeof FolderSettings>;

export const SftpDirectorySettings = z.object({ kind: z.literal('sftp'), sftp: SftpSettings, ...Directory });
export type SftpDirectorySettings = z.infer<typeof SftpDirectorySettings>;

export type DirectorySettings = Omit<FolderSettings, 'kind'>;
