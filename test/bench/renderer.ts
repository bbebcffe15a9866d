// What the table of files costs a browser: 100,000 files in a real store behind the real server, and a thousand changes a
// second told to the built page. Frames, long tasks over 50 ms, heap: without changes, with them, while it is scrolled, and
// while somebody types in the filter.
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
import { print, tellRatio } from './figures.ts';

const FILES = 100_000;
/** Of the changes, those to the rows that are seen; the others are anywhere. */
const SEEN_SHARE = 0.25;
const BURST_MS = 20;
/** From a key to the next frame; more is felt as slow (web.dev/inp). */
const INPUT_MS = 200;

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
  let isOn = false;
  const timer = setInterval(() => {
    if (!isOn) return;
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
    start: () => void (isOn = true),
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

/** Runs in the page: from each key to the frame that shows it, in ms, as the browser itself notes it (in steps of 8). */
function watchKeys(): void {
  const latencies: number[] = [];
  Object.assign(globalThis, { latencies });
  const observer = new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === 'keydown') latencies.push(duration);
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- TypeScript does not know the option yet
  observer.observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
}

/** Typed while the changes go on; then the time until nothing but what was asked for is there. */
async function measureTyping(page: Page): Promise<number> {
  await page.evaluate(watchKeys);
  const wanted = 'orders 99999';
  await page.getByRole('textbox', { name: 'Search' }).pressSequentially(wanted, { delay: 100 });
  const typedAt = performance.now();
  await page.getByRole('grid').getByText(`${wanted}.csv`).first().waitFor();
  await page.getByRole('row').nth(2).waitFor({ state: 'detached' });
  const foundMs = performance.now() - typedAt;
  const slow = await page.evaluate(() => (globalThis as unknown as { latencies: number[] }).latencies);
  const worst = Math.max(16, ...slow);
  print(
    `filter: a key is shown after at most ${worst.toFixed(0)} ms, the rows are there ${foundMs.toFixed(0)} ms after the last`,
  );
  return worst;
}

/** Frames a second. */
async function measure(page: Page, name: string, isScrolling: boolean): Promise<number> {
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
  print(`${name.padEnd(12)} ${figures.join(', ')}`);
  return fps;
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
  const quiet = await measure(page, 'no changes', false);
  storm.start();
  const busy = await measure(page, 'at rest', false);
  await measure(page, 'scrolled', true);
  tellRatio({
    name: 'frames a second with changes, of those without',
    value: busy / quiet,
    better: 'more',
    goal: null,
  });
  const inputMs = await measureTyping(page);
  tellRatio({
    name: `slowest key in the filter, of ${INPUT_MS} ms`,
    value: inputMs / INPUT_MS,
    better: 'less',
    goal: 1,
  });
  process.stdout.write(`  ${storm.told().toLocaleString('en-US')} changes told\n`);
} finally {
  await browser.close();
  storm.stop();
  await server.close();
  host.stopping.done();
  await host.close();
  fs.rmSync(folder, { recursive: true });
}
