// Calls about files and runs.
import * as z from 'zod';
import { FileRow, FileState } from './file.ts';
import { Run } from './run.ts';
import { FileStory, ListedFile } from './story.ts';

/** Our number of a file, or the source's own id; who asks is written into the file's story. */
const FileAction = z.object({ id: z.string().min(1), who: z.string().min(1) });

export const FileSort = z.object({
  by: z.enum(['id', 'name', 'state', 'size', 'attempt', 'updated', 'next']),
  descending: z.boolean(),
});
export type FileSort = z.infer<typeof FileSort>;

export const FileFilter = z.object({
  /** Null: all. */
  states: z.array(FileState).nullable(),
  /** Null: of all rules. */
  ruleId: z.string().nullable().default(null),
  /** Part of the name, of the source's id or of the reason, in any case; null: any. */
  search: z.string().max(500).nullable().default(null),
});
export type FileFilter = z.infer<typeof FileFilter>;

export const FILE_CALLS = {
  'file.list': {
    title: 'A page of files',
    input: FileFilter.extend({
      sort: FileSort.default({ by: 'id', descending: true }),
      limit: z.int().positive().max(10_000),
      offset: z.int().nonnegative(),
    }),
    output: z.object({ files: z.array(ListedFile), total: z.int() }),
  },
  'file.counts': {
    title: 'How many files are in each state',
    input: z.object({ ruleId: z.string().nullable().default(null) }),
    output: z.record(FileState, z.int()),
  },
  'file.show': { title: 'The story of a file', input: z.object({ id: z.string().min(1) }), output: FileStory },
  'file.retry': { title: 'Process a file again', input: FileAction, output: FileRow },
  'file.skip': { title: 'Take a file off the list', input: FileAction, output: FileRow },
  'file.done': { title: 'Mark a file as done and report its success', input: FileAction, output: FileRow },
  'run.list': {
    title: 'Runs, newest first',
    input: z.object({
      ruleId: z.string().nullable().default(null),
      limit: z.int().positive().max(10_000),
      offset: z.int().nonnegative().default(0),
    }),
    output: z.array(Run),
  },
} as const;
