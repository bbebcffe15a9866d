// Starts a packaged program with its fuses, which keep Playwright out, and sees from outside whether it comes up: it makes its
// database and stays. `node test/packaging/start-packaged.ts PROGRAM`; the workflow runs it on the three systems.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const LOOK_EVERY_MS = 100;
/** A program that is asked to end may take this long. */
const KILL_AFTER_MS = 10_000;

export interface Patience {
  /** Until the database is there. */
  startMs: number;
  /** How long the program must live after that. */
  stayMs: number;
}

/** Throws, with what the program printed, when it ends or makes no database in time. It has ended when this returns. */
export async function startPackaged(program: string, { startMs, stayMs }: Patience): Promise<void> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'wherry-start-'));
  const app = spawn(resolve(program), { env: { ...process.env, WHERRY_DATA_DIR: dataDirectory } });
  const ended = endOf(app);
  let printed = '';
  for (const stream of [app.stdout, app.stderr]) stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  try {
    await whileRunning(ended, waitForFile(join(dataDirectory, 'wherry.db'), startMs));
    await whileRunning(ended, wait(stayMs));
  } catch (error) {
    throw new Error(`${program} did not come up: ${String(error)}\n${printed}`, { cause: error });
  } finally {
    app.kill();
    const killing = setTimeout(() => app.kill('SIGKILL'), KILL_AFTER_MS);
    await ended;
    clearTimeout(killing);
    rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function waitForFile(path: string, withinMs: number): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!existsSync(path)) {
    if (Date.now() > deadline) throw new Error(`after ${withinMs} ms there is no ${path}`);
    await wait(LOOK_EVERY_MS);
  }
}

async function whileRunning(ended: Promise<string>, work: Promise<void>): Promise<void> {
  const end = await Promise.race([ended, work]);
  if (end !== undefined) throw new Error(end);
}

/** Says how the program ended, or why it could not be started. */
async function endOf(app: ChildProcess): Promise<string> {
  try {
    const [code, signal] = await once(app, 'close');
    return `it ended with ${code ?? signal}`;
  } catch (error) {
    return String(error);
  }
}

if (import.meta.main) {
  const [program] = process.argv.slice(2);
  if (program === undefined) throw new Error('Usage: node test/packaging/start-packaged.ts PROGRAM');
  await startPackaged(program, { startMs: 60_000, stayMs: 5000 });
  console.info(`${program} has started its engine and stayed.`);
}
