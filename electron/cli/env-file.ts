// `--env-file`: variables as the Data-Sync-Scheduler's `.env` has them. What the environment has already stays.
import fs from 'node:fs';
import { parseEnv } from 'node:util';
import { WherryError } from '#engine/errors.ts';
import { jobDefaults } from '#host/jobs/job-defaults.ts';

/** @throws `env-file`, `environment` (config) */
export function readEnvFile(file: string, environment: NodeJS.ProcessEnv): void {
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch (cause) {
    const hint = 'Correct the path behind --env-file.';
    throw new WherryError('env-file', `${file} cannot be read`, { kind: 'config', hint, cause });
  }
  for (const [name, value] of Object.entries(parseEnv(text))) {
    // As python-dotenv reads it: `${NAME}` stands for what the environment has.
    environment[name] ??= (value ?? '').replaceAll(/\$\{(\w+)\}/g, (_, other: string) => environment[other] ?? '');
  }
  jobDefaults(environment, 1);
}
