// A place with files behind a kind of source, for the suite that every kind has to pass.
import fs from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type * as z from 'zod';
import { createEngine, type Engine } from '#engine/engine.ts';
import { systemClock } from '#engine/clock.ts';
import { createLog } from '#engine/log.ts';
import { createRedactor } from '#engine/redact.ts';
import { createSource } from '#engine/sources/index.ts';
import type { Source, SourceFile } from '#engine/sources/source.ts';
import { createStopping } from '#engine/stopping.ts';
import { Rule } from '#shared/rule.ts';
import { SourceSettings } from '#shared/source.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import type { FaultProxy } from '../servers/fault-proxy.ts';
import { createSourceContext, idle } from '../sources/bettrdata/source-context.ts';

export interface SourceWorld {
  settings: z.input<typeof SourceSettings>;
  /** Values by the names in the settings. */
  secrets: Record<string, string>;
  /** New, or other content of the same name. */
  put(name: string, content: Buffer): Promise<void>;
  remove(name: string): Promise<void>;
  /** Between us and what gives the bytes, where there is one. */
  wire?: FaultProxy;
}

export interface WorldKind {
  /** Fresh, and empty; its end is the test's. */
  create(): Promise<SourceWorld>;
  /** False: what breaks a wire is left out. */
  hasWire: boolean;
  /** Below the target directory, of a file of that name. */
  localPath(name: string): string;
}

export function sourceOf({ settings, secrets }: SourceWorld): Source {
  const source = createSource(SourceSettings.parse(settings), createSourceContext(secrets));
  onTestFinished(() => source.close());
  return source;
}

export async function listAll(source: Source): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  for await (const page of source.list(idle)) files.push(...page.files);
  return files;
}

export async function readAll(source: Source, file: SourceFile, offset = 0, signal = idle): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const bytes of source.open(file, offset, signal)) chunks.push(bytes);
  return Buffer.concat(chunks);
}

export interface EngineOfWorld {
  target: string;
  run(): ReturnType<Engine['run']>;
  call: Engine['dispatch'];
  /** Contents by path below the target, `/` between the parts. */
  files(): Record<string, string>;
}

export function engineOf(
  { settings, secrets }: SourceWorld,
  changes: Partial<z.input<typeof Rule>> = {},
): EngineOfWorld {
  const target = path.join(temporaryFolder(), 'target');
  const rule = Rule.parse({
    id: 'a-rule',
    name: 'A rule',
    source: settings,
    targetDirectory: target,
    successDirectory: null,
    steps: [],
    schedule: { kind: 'interval', everyMs: 60_000 },
    retry: { delayMs: 1 },
    mail: null,
    ...changes,
  });
  const stopping = createStopping(systemClock);
  const parts = { clock: systemClock, log: createLog(() => {}), redactor: createRedactor(), stopping };
  const engine = createEngine({ dataDirectory: temporaryFolder(), ...parts });
  engine.addRule(rule, (name) => secrets[name]!);
  engine.acquire();
  onTestFinished(async () => {
    stopping.done();
    await engine.close();
  });
  return {
    target,
    run: () => engine.run(rule.id),
    call: engine.dispatch,
    files: () => filesBelow(target),
  };
}

function filesBelow(folder: string): Record<string, string> {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => path.join(entry.parentPath, entry.name));
  const nameOf = (file: string): string => path.relative(folder, file).split(path.sep).join('/');
  return Object.fromEntries(files.map((file) => [nameOf(file), fs.readFileSync(file, 'utf8')]));
}
