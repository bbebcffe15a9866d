// What the Data-Sync-Scheduler reads from its environment, with its own defaults. DB_URL and JSON_ROOT_FOLDER are not
// needed: the state is in Wherry's own store.
import os from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import type { Retry } from '#shared/rule.ts';
import { WherryError } from '#engine/errors.ts';

export interface JobDefaults {
  /** Objects of a job go to `<download>/<job id>/<key>`; a relative one is so to the current directory, as there. */
  download: string;
  retry: Pick<Retry, 'maxTries' | 'delayMs' | 'factor'>;
  chunkBytes: number;
  pageSize: number;
  keepDays: number;
}

const Count = z.coerce.number().int().positive();

/** @throws `environment` (config) with every variable that is wrong */
export function jobDefaults(environment: NodeJS.ProcessEnv, keepDays: number): JobDefaults {
  const problems: string[] = [];
  function number(name: string, schema: z.ZodType<number>, value: string | undefined, otherwise: number): number {
    if (value === undefined || value.trim() === '') return otherwise;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    problems.push(`${name} = ${value.slice(0, 60)}`);
    return otherwise;
  }
  const defaults = {
    download: environment['DOWNLOAD_ROOT_FOLDER'] ?? path.join(os.homedir(), 'Wherry', 'download'),
    retry: {
      maxTries: number('RETRY_COUNT', Count, environment['RETRY_COUNT'], 3),
      delayMs: 1000 * number('RETRY_DELAY', z.coerce.number().min(0), environment['RETRY_DELAY'], 1),
      factor: number('RETRY_BACKOFF', z.coerce.number().min(1), environment['RETRY_BACKOFF'], 2),
    },
    chunkBytes: number('S3_CHUNK_SIZE', Bytes, environment['S3_CHUNK_SIZE'], 10 * 1024 * 1024),
    pageSize: Math.min(1_000, number('DB_ROWS_RETRIEVAL_LIMIT', Count, environment['DB_ROWS_RETRIEVAL_LIMIT'], 1_000)),
    keepDays,
  };
  if (problems.length === 0) return defaults;
  throw new WherryError('environment', `not understood: ${problems.join(', ')}`, {
    kind: 'config',
    hint: 'Correct it in the environment, or in the file of --env-file.',
  });
}

/** There it is Python that is evaluated; here it is a number, or a product of numbers: `10 * 1024 * 1024`. */
const Bytes = z
  .string()
  .regex(/^\s*\d{1,12}(\s*\*\s*\d{1,12})*\s*$/)
  .transform((text) => text.split('*').reduce((product, factor) => product * Number(factor), 1))
  .pipe(z.int().min(64 * 1024));
