// What the table of files costs a browser: 100,000 files in a real store behind the real server, and a thousand changes a
// second told to the built page. Frames, long tasks over 50 ms, heap; first at rest, then while it is scrolled.
// node test/bench/renderer.ts [SECONDS] [CHANGES A SECOND]. `npm run build` must have built the pages.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium, type Page } from 'playwright';
import { openAppHost } from '#cli/app-host.ts';
import { systemClock } from '#engine/clock.ts';
import type { SourceFile } from '#engine/sources/source.ts';
import { createStore } from '#engine/store/store.ts';
import { BUILT_RENDERER } from '#server/page.ts';
import { startServer } from '#server/server.ts';
import type { EngineEvent } from '#shared/event.ts';
import type { ListedFile } from '#shared/story.ts';
import { findChromium, HOW_TO_GET_CHROMIUM } from '../desktop/find-chromium.ts';

const FILES = 100_000;
/** Of the changes, those to the rows that are seen; the others are anywhere. */
const SEEN_SHARE = 0.25;
const BURST_MS = 20;

const [seconds, perSecond] = [Number(process.argv[2] ?? 8), Number(process.argv[3] ?? 1_000)];

function seed(folder: string): void {
  const store = createStore(path.join(folder, 'wherry.db'), systemClock, () => {});
  for (let first = 0; first < FILES; first += 1_000) {
    store.discover(
      'bench',
      Array.from({ length: 1_000 }, (_, index) => sourceFile(`orders ${first + index}.csv`)),
    );
  }
  store.close();
}

function sourceFile(name: string): SourceFile {
  const known = { sizeBytes: 48_000, checksum: null, meta: { recordCount: 7 }, skip: null, reported: null };
  return { ref: name, externalId: name, name, ...known };
}

/** Tells of changes as an engine that is very busy does; the store stays as it is. */
function createStorm(newest: ListedFile[], others: ListedFile[]) {
  const listeners = new Set<(event: EngineEvent) => void>();
  let told = 0;
  const timer = setInterval(() => {
    for (let n = 0; n < (perSecond * BURST_MS) / 1_000; n++) {
      const from = Math.random() < SEEN_SHARE ? newest : others;
      const file = from[Math.floor(Math.random() * from.length)]!;
      told++;
      const event = told % 2 === 0 ? progress(file) : change(file, told);
      for (const listener of listeners) listener(event);
    }
  }, BURST_MS);
  return {
    told: () => told,
    stop: () => clearInterval(timer),
    subscribe(listener: (event: EngineEvent) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function change(file: ListedFile, attempt: number): EngineEvent {
  return { type: 'file-changed', file: { ...file, state: 'active', attempt, updatedAt: Date.now() } };
}

function progress({ id, name }: ListedFile): EngineEvent {
  const receivedBytes = Math.floor(Math.random() * 48_000);
  return { type: 'file-progress', fileId: id, name, receivedBytes, totalBytes: 48_000 };
}

/** Runs in the page. */
async function watchFrames({ ms, isScrolling }: { ms: number; isScrolling: boolean }) {
  const long: number[] = [];
  const observer = new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration)));
  observer.observe({ type: 'longtask' });
  const table = document.querySelector('[role=grid]')!;
  const gaps: number[] = [];
  const start = performance.now();
  let last = start;
  await new Promise<void>((resolve) => {
    function frame(): void {
      const now = performance.now();
      gaps.push(now - last);
      last = now;
      if (isScrolling) table.scrollTop += 60;
      if (now - start < ms) requestAnimationFrame(frame);
      else resolve();
    }
    requestAnimationFrame(frame);
  });
  observer.disconnect();
  const sorted = gaps.toSorted((a, b) => a - b);
  return { fps: (gaps.length / (last - start)) * 1_000, p95: sorted[Math.floor(sorted.length * 0.95)]!, long };
}

async function measure(page: Page, name: string, isScrolling: boolean): Promise<void> {
  const { fps, p95, long } = await page.evaluate(watchFrames, { ms: seconds * 1_000, isScrolling });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  const heap = metrics.find((metric) => metric.name === 'JSHeapUsedSize')!.value / 1e6;
  const tasks = `${long.length} tasks over 50 ms${long.length > 0 ? ` (longest ${Math.max(...long).toFixed(0)})` : ''}`;
  const figures = [
    `${fps.toFixed(0)} frames/s`,
    `95 % within ${p95.toFixed(0)} ms`,
    tasks,
    `heap ${heap.toFixed(0)} MB`,
  ];
  process.stdout.write(`  ${name.padEnd(12)} ${figures.join(', ')}\n`);
}

const executablePath = await findChromium();
if (executablePath === undefined) {
  process.stdout.write(`  no Chromium on this machine: ${HOW_TO_GET_CHROMIUM}\n`);
  process.exit();
}
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wherry-renderer-'));
seed(folder);
const host = await openAppHost(folder, { readsSecrets: false });
host.acquire();
const answer = await host.dispatch('file.list', { states: null, limit: 10_000, offset: 0 });
if (!answer.ok) throw new Error(answer.error.message);
const storm = createStorm(answer.value.files.slice(0, 30), answer.value.files);
const engine = { dispatch: host.dispatch, subscribe: storm.subscribe };
const token = 'bench-token-of-no-worth-0123456789abcdef';
const server = await startServer({
  engine,
  version: '0',
  token,
  port: 0,
  pages: BUILT_RENDERER,
  report: console.error,
});
const browser = await chromium.launch({ executablePath });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const startedAt = performance.now();
  await page.goto(`${server.url}#token=${token}&to=/files`);
  await page.getByRole('row').nth(1).waitFor({ timeout: 120_000 });
  process.stdout.write(
    `  ${FILES.toLocaleString('en-US')} files, ${perSecond} changes/s; rows after ${(performance.now() - startedAt).toFixed(0)} ms\n`,
  );
  await delay(2_000);
  await measure(page, 'at rest', false);
  await measure(page, 'scrolled', true);
  process.stdout.write(`  ${storm.told().toLocaleString('en-US')} changes told\n`);
} finally {
  await browser.close();
  storm.stop();
  await server.close();
  host.stopping.done();
  await host.close();
  fs.rmSync(folder, { recursive: true });
}
