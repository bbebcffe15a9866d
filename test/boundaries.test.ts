// Proves that the guards bite: a copy of electron/ gets one forbidden file per row, then the real configuration of
// oxlint and tsc is run on it, and each row must be told with its rule. Everything else in the copy must pass.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { text } from 'node:stream/consumers';
import { dirname, join, posix, relative } from 'node:path';
import * as z from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';

interface Row {
  /** What is forbidden. */
  name: string;
  /** Below electron/. */
  folder: string;
  text: string;
  /** The rule or error that must be told. */
  code: string;
}

const IMPORTS = 'eslint(no-restricted-imports)';
/** "File is not listed within the file list of project": it belongs to a project that this one does not refer to. */
const OTHER_PROJECT = 'TS6307';
/** Also told where a file that a row has drawn into a foreign project imports others. */
const DRAWN_IN: ReadonlySet<string> = new Set([OTHER_PROJECT, 'TS6059']);

// tsc tells it once per file that is imported, and tells only errors of syntax (the enum) where a project has some:
// so every row of TS6307 has a file of its own that imports no other, and the enum a project without other rows of tsc.
const ROWS: Row[] = [
  forbiddenImport('shared imports the engine', 'shared', '#engine/errors.ts', IMPORTS),
  forbiddenImport('shared leaves its folder by ./', 'shared', './../engine/events.ts', IMPORTS),
  forbiddenImport('shared imports a package', 'shared', 'mingo', IMPORTS),
  forbiddenImport('shared imports node:fs', 'shared', 'node:fs', 'TS2591'),
  forbiddenImport('shared imports the engine, for tsc', 'shared', '../engine/log.ts', OTHER_PROJECT),
  { name: 'shared knows no Node', folder: 'shared', text: 'export const home = process.cwd();', code: 'TS2591' },

  forbiddenImport('the engine imports electron', 'engine', 'electron', IMPORTS),
  forbiddenImport('the engine imports the demo', 'engine', '#demo/api-error.ts', IMPORTS),
  forbiddenImport('the engine imports the CLI', 'engine', '#cli/format.ts', IMPORTS),
  forbiddenImport('the engine imports React', 'engine', 'react', IMPORTS),
  forbiddenImport('the engine imports the demo by path', 'engine', '../demo/reset-socket.ts', OTHER_PROJECT),
  forbiddenImport('the engine imports the CLI by path', 'engine', '../cli/table.ts', OTHER_PROJECT),

  forbiddenImport('a source imports the store', 'engine/sources', '../store/store.ts', IMPORTS),
  forbiddenImport('a part of a source imports the store', 'engine/sources/bettrdata', '../../store/store.ts', IMPORTS),
  forbiddenImport('a source imports the store by #engine', 'engine/sources', '#engine/store/store.ts', IMPORTS),
  forbiddenImport('a source imports the flow', 'engine/sources', '../process-file.ts', IMPORTS),
  forbiddenImport('a source imports a step', 'engine/sources', '../steps/command.ts', IMPORTS),
  forbiddenImport('a source imports another source', 'engine/sources/bettrdata', '../s3/list.ts', IMPORTS),
  forbiddenImport('a source imports electron', 'engine/sources', 'electron', IMPORTS),
  forbiddenImport('a step imports the store', 'engine/steps', '../store/store.ts', IMPORTS),
  forbiddenImport('a step imports a source', 'engine/steps', '#engine/sources/bettrdata.ts', IMPORTS),
  forbiddenImport('a notifier imports the flow', 'engine/notifiers', '../run.ts', IMPORTS),

  forbiddenImport('the demo imports the engine', 'demo', '#engine/errors.ts', IMPORTS),
  forbiddenImport('the demo imports the engine by path', 'demo', '../engine/escape-controls.ts', OTHER_PROJECT),
  forbiddenImport('the server imports electron', 'server', 'electron', IMPORTS),
  forbiddenImport('the server imports the shell', 'server', '#shell/window.ts', IMPORTS),
  forbiddenImport('the server imports the CLI', 'server', '#cli/format.ts', IMPORTS),
  forbiddenImport('the server imports the host', 'server', '#host/host.ts', IMPORTS),
  forbiddenImport('the server imports React', 'server', 'react', IMPORTS),
  forbiddenImport('the server imports the store', 'server', '#engine/store/store.ts', IMPORTS),
  forbiddenImport('the server imports the flow by path', 'server', '../engine/run.ts', IMPORTS),
  forbiddenImport('the shell imports the store', 'shell', '#engine/store/store.ts', IMPORTS),
  forbiddenImport('the shell imports the flow by path', 'shell', '../engine/run.ts', IMPORTS),
  forbiddenImport('the shell imports the demo', 'shell', '#demo/api-error.ts', IMPORTS),
  forbiddenImport('the shell imports the CLI', 'shell', '#cli/format.ts', IMPORTS),
  forbiddenImport('the shell imports React', 'shell', 'react', IMPORTS),
  forbiddenImport('the engine imports the host', 'engine', '#host/write-file.ts', IMPORTS),
  forbiddenImport('the demo imports the host', 'demo', '#host/write-file.ts', IMPORTS),
  forbiddenImport('the host imports electron', 'host', 'electron', IMPORTS),
  forbiddenImport('the host imports electron-store', 'host', 'electron-store', IMPORTS),
  forbiddenImport('the host imports the CLI', 'host', '#cli/format.ts', IMPORTS),
  forbiddenImport('the host imports the server', 'host', '#server/access.ts', IMPORTS),
  forbiddenImport('the host imports the shell', 'host', '#shell/link.ts', IMPORTS),
  forbiddenImport('the host imports React', 'host', 'react', IMPORTS),
  forbiddenImport('the host imports the CLI by path', 'host', '../cli/table.ts', IMPORTS),
  forbiddenImport('the CLI imports the store', 'cli', '#engine/store/store.ts', IMPORTS),
  forbiddenImport('the CLI imports a source by path', 'cli', '../engine/sources/bettrdata.ts', IMPORTS),
  forbiddenImport('the CLI imports electron', 'cli', 'electron', IMPORTS),

  forbiddenImport('the page imports the engine', '../renderer', '#engine/errors.ts', IMPORTS),
  forbiddenImport('the page imports the engine by path', '../renderer/ui', '../../electron/engine/errors.ts', IMPORTS),
  forbiddenImport('the page imports Node', '../renderer/api', 'node:fs', IMPORTS),
  forbiddenImport('the page imports electron', '../renderer', 'electron', IMPORTS),

  {
    name: 'an un-awaited promise',
    folder: 'engine',
    text: 'export function start(): void {\n  Promise.resolve(1);\n}',
    code: 'typescript(no-floating-promises)',
  },
  {
    name: 'an async function where nobody waits',
    folder: 'cli',
    text: 'export const done = [1].forEach(async (ms) => await Promise.resolve(ms));',
    code: 'typescript(no-misused-promises)',
  },
  {
    name: 'a switch that misses a state',
    folder: 'engine',
    text: [
      "import type { FileState } from '#shared/file.ts';",
      'export function isDone(state: FileState): boolean {',
      "  switch (state) {\n    case 'done':\n      return true;\n  }\n  return false;\n}",
    ].join('\n'),
    code: 'typescript(switch-exhaustiveness-check)',
  },
  { name: 'any', folder: 'engine', text: 'export const x: any = 1;', code: 'typescript(no-explicit-any)' },
  { name: 'a default export', folder: 'engine', text: 'export default 1;', code: 'import(no-default-export)' },
  { name: 'over 300 lines', folder: 'cli', text: 'export {};\n'.repeat(301), code: 'eslint(max-lines)' },
  { name: 'eval', folder: 'engine', text: "export const x: unknown = eval('1');", code: 'eslint(no-eval)' },
  { name: 'new Function', folder: 'engine', text: "export const f = new Function('1');", code: 'eslint(no-new-func)' },
  {
    name: 'throwing a text',
    folder: 'demo',
    text: "export function f() {\n  throw 'x';\n}",
    code: 'typescript(only-throw-error)',
  },
  { name: 'an enum', folder: 'cli', text: 'export enum State {\n  ready,\n}', code: 'TS1294' },
  { name: 'an index that may be missing', folder: 'engine', text: 'export const x: number = [1][0];', code: 'TS2322' },
];

function forbiddenImport(name: string, folder: string, from: string, code: string): Row {
  return { name, folder, text: `export * from '${from}';`, code };
}

const root = dirname(import.meta.dirname);
const copy = realpathSync(mkdtempSync(join(tmpdir(), 'wherry-boundaries-')));
/** What was told, by file: `electron/engine/forbidden-3.ts` -> rules and error numbers. */
const told = new Map<string, string[]>();

function fileOf(row: Row): string {
  return posix.join('electron', row.folder, `forbidden-${ROWS.indexOf(row)}.ts`);
}

function tell(file: string, code: string): void {
  told.set(file, [...(told.get(file) ?? []), code]);
}

/** Packages are linked one by one, so that what the tools cache below node_modules stays in the copy. */
function linkPackages(): void {
  mkdirSync(join(copy, 'node_modules'));
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name !== '.cache') symlinkSync(join(root, 'node_modules', name), join(copy, 'node_modules', name), 'junction');
  }
}

/** What a tool of node_modules prints about the copy. */
async function runTool(script: string, args: string[]): Promise<string> {
  const tool = spawn(process.execPath, [join(root, 'node_modules', script), ...args], { cwd: copy });
  const [stdout, stderr] = await Promise.all([text(tool.stdout), text(tool.stderr)]);
  if (stdout.trim() === '') throw new Error(`${script} said nothing: ${stderr}`);
  return stdout;
}

const LintReport = z.object({ diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })) });

beforeAll(async () => {
  for (const name of ['package.json', '.oxlintrc.json', 'electron', 'renderer', 'resources']) {
    cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  linkPackages();
  for (const row of ROWS) {
    mkdirSync(join(copy, 'electron', row.folder), { recursive: true });
    writeFileSync(join(copy, fileOf(row)), `${row.text}\n`);
  }
  writeFileSync(
    join(copy, 'electron/engine/cycle-a.ts'),
    "import { b } from './cycle-b.ts';\nexport const a = () => b;\n",
  );
  writeFileSync(
    join(copy, 'electron/engine/cycle-b.ts'),
    "import { a } from './cycle-a.ts';\nexport const b = () => a;\n",
  );

  const [lint, types] = await Promise.all([
    runTool('oxlint/bin/oxlint', ['--type-aware', '--deny-warnings', '--format', 'json', 'electron', 'renderer']),
    runTool('typescript/bin/tsc', ['-b', 'electron', '--pretty', 'false']),
  ]);
  for (const { code, filename } of LintReport.parse(JSON.parse(lint)).diagnostics) {
    tell(relative(copy, join(copy, filename)).replaceAll('\\', '/'), code);
  }
  for (const [, file = '', code = ''] of types.matchAll(/^(\S+?)\(\d+,\d+\): error (TS\d+)/gm)) tell(file, code);
}, 180_000);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

test.each(ROWS)('$name is refused by $code', (row) => {
  expect(told.get(fileOf(row))).toContain(row.code);
});

test('a cycle of imports is refused by import(no-cycle)', () => {
  expect([told.get('electron/engine/cycle-a.ts'), told.get('electron/engine/cycle-b.ts')]).toContainEqual(
    expect.arrayContaining(['import(no-cycle)']),
  );
});

test('nothing is refused in the files that are there', () => {
  const others = [...told]
    .filter(([file]) => !/\/(forbidden|cycle)-\w+\.ts$/.test(file))
    .filter(([, codes]) => codes.some((code) => !DRAWN_IN.has(code)));
  expect(others).toEqual([]);
});
