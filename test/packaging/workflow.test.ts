// The workflow cannot run here, but whatever it names must exist: scripts, programs, files; and actions are pinned.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as z from 'zod';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const folder = join(root, '.github/workflows');
// electron-builder's own reader of YAML; it brings no types.
const yaml = createRequire(import.meta.url)('js-yaml') as { load: (text: string) => unknown };

const Step = z.strictObject({
  name: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
  run: z.string().optional(),
  env: z.record(z.string(), z.string()).optional(),
});
const Job = z.object({
  'runs-on': z.string(),
  'timeout-minutes': z.number(),
  needs: z.string().optional(),
  steps: z.array(Step).min(1),
});
const Workflow = z.object({
  name: z.string(),
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(z.string(), Job),
});
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name]) => name!);
}

describe.each(readdirSync(folder))('%s', (file) => {
  const { jobs, permissions } = Workflow.parse(yaml.load(readFileSync(join(folder, file), 'utf8')));
  const steps = Object.values(jobs).flatMap((job) => job.steps);
  const commands = steps.map((step) => step.run ?? '').join('\n');

  test('names only npm scripts that exist', () => {
    const names = [
      ...matches(commands, /\bnpm run (?:-s )?([\w:-]+)/g),
      ...(/\bnpm test\b/.test(commands) ? ['test'] : []),
    ];
    expect(names).toContain('package');
    expect(names.filter((name) => !(name in scripts))).toEqual([]);
  });

  test('names only programs and files that exist', () => {
    const programs = matches(commands, /\bnpx ([\w-]+)/g).map((name) => `node_modules/.bin/${name}`);
    const tests = matches(commands, /\bnpm test -- (\S+)/g);
    const files = [...matches(commands, /\bnode ([\w/.-]+\.[mc]?[jt]s)\b/g), ...matches(commands, /^(\.\w+\/\w+)$/gm)];
    expect(files).toEqual(['test/packaging/start-packaged.ts', '.ci/run']);
    expect([...programs, ...tests, ...files].filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test('pins each action by its major version, and may only read', () => {
    const actions = steps.flatMap((step) => step.uses ?? []);
    expect(actions.filter((action) => !/^actions\/[\w-]+@v\d+$/.test(action))).toEqual([]);
    expect(permissions).toEqual({ contents: 'read' });
  });

  test('has jobs that wait for jobs that exist, and steps that do one thing', () => {
    expect(Object.values(jobs).filter(({ needs }) => needs !== undefined && !(needs in jobs))).toEqual([]);
    expect(steps.filter(({ run, uses }) => (run === undefined) === (uses === undefined))).toEqual([]);
  });

  test('hands secrets to one step by its environment and never to a command line', () => {
    expect(commands).not.toMatch(/\$\{\{[^}]*\b(secrets|vars|github)\./);
    const withSecrets = steps.filter((step) => JSON.stringify(step.env ?? {}).includes('secrets.'));
    expect(withSecrets.map(({ name }) => name)).toEqual(['The installers']);
  });
});
