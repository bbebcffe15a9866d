import type { Locator, Page } from 'playwright/test';
import { demoFile } from '#demo/file.ts';
import { startDemoInstance } from '#demo/instance.ts';
import type { LogLine } from '#shared/log-line.ts';
import { expect, expectAccessible, expectLooks, test as base } from './fixture.ts';
import { usualLine, writeLog } from './log-files.ts';
import { iniText } from './rules-kit.ts';
import { NOW } from './seed.ts';

const COUNT = 4_000;
const YESTERDAY = NOW - 20 * 3_600_000;

/** `log`: what was written on the days before; nothing but what this start writes where it is none. */
const test = base.extend<{ log: 'none' | 'usual' | 'large'; written: null }>({
  log: ['none', { option: true }],
  written: [
    async ({ log, dataDir }, use) => {
      const lines = Array.from({ length: COUNT }, (_, index) => usualLine(index, COUNT, YESTERDAY));
      if (log !== 'none') await writeLog(dataDir, '2025-11-23', lines);
      if (log === 'large') {
        const before = lines[0]!.at - 1_000;
        for (const day of ['18', '19', '20', '21', '22'])
          await writeLog(dataDir, `2025-11-${day}`, tenMegabytes(before));
      }
      await use(null);
    },
    { auto: true },
  ],
});

function* tenMegabytes(at: number): Iterable<LogLine> {
  const message = 'GET /api/files?page=3 answered 200 after 84 ms'.repeat(4);
  for (let bytes = 0; bytes < 10_000_000; bytes += 240) yield { at, level: 'debug', rule: 'Stock', file: 7, message };
}

const lines = (page: Page): Locator => page.getByRole('log', { name: 'Log' });
const jump = (page: Page): Locator => page.getByRole('button', { name: /^Jump to the end/ });
const atEnd = (page: Page): Promise<boolean> =>
  lines(page).evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight < 2);

test('what a rule does is there as it happens, and its file and rule are a click away', async ({
  page,
  open,
  wherry,
}) => {
  await open('/logs');
  const { ruleId } = await wherry.call('demo.start', {});
  await wherry.call('rule.run', { ruleId });
  const end = lines(page).getByText(/^run \w+: 5 succeeded/);
  await expect(end).toBeVisible();
  await expect.poll(() => atEnd(page)).toBe(true);
  const rejected = lines(page).locator('[data-level]').filter({ hasText: 'returns.csv: reported FAILED' }).first();
  await rejected.getByRole('link', { name: /^File/ }).click();
  await expect(page.getByRole('dialog')).toContainText('returns.csv');
  await page.goBack();
  await lines(page).getByRole('link', { name: 'Demo' }).last().click();
  await expect(page).toHaveURL(new RegExp(`#/rules/${ruleId}`));
});

test(
  'a command that writes thousands of lines keeps neither the end nor the search away',
  { tag: '@whole' },
  async ({ page, open, wherry, dataDir }) => {
    test.skip(process.platform === 'win32', 'the command is one of a POSIX shell');
    const instance = await startDemoInstance({
      files: 'abcdefghij'.split('').map((name) => demoFile(`${name}.csv`, 'order,1\n')),
    });
    // As many lines of a command's output as the log takes.
    const command = 'seq 200 | while read i; do echo "number $i end"; done';
    const ini = iniText({ instance, target: `${dataDir}/files`, command });
    const { rule } = await wherry.call('rule.importIni', { path: 'seq.ini', base64: btoa(ini), who: 'a spec' });
    await wherry.call('rule.approve', { ruleId: rule.id, who: 'a spec' });
    await wherry.call('rule.enable', { ruleId: rule.id, isEnabled: true, who: 'a spec' });
    await open('/logs');
    const running = wherry.call('rule.run', { ruleId: rule.id });
    await expect(lines(page)).toContainText(/number \d+ end/);
    await page.keyboard.press('/');
    await page.keyboard.type('number 200 end');
    await expect(page).toHaveURL(/text=number/);
    await running;
    await expect(lines(page).getByText('number 200 end')).toHaveCount(10);
    await page.keyboard.press('Escape');
    await expect(lines(page).getByText(/^run succeeded/)).toBeVisible();
    await expect.poll(() => atEnd(page)).toBe(true);
    await instance.stop();
  },
);

test.describe('with the log of the days before', () => {
  test.use({ log: 'usual' });

  test(
    'who scrolls up stays there while lines come, and End follows again',
    { tag: '@whole' },
    async ({ page, open, wherry }) => {
      await open('/logs');
      await expect.poll(() => atEnd(page)).toBe(true);
      await lines(page).hover();
      // As slowly as a trackpad does.
      for (let turn = 0; turn < 10; turn++) await page.mouse.wheel(0, -4);
      await expect(jump(page)).toBeVisible();
      const { ruleId } = await wherry.call('demo.start', {});
      await wherry.call('rule.run', { ruleId });
      await expect(jump(page)).toHaveText(/new\)$/);
      expect(await atEnd(page)).toBe(false);
      await page.keyboard.press('End');
      await expect(jump(page)).toBeHidden();
      await expect(lines(page).getByText(/^run \w+: 5 succeeded/)).toBeVisible();
      await expect.poll(() => atEnd(page)).toBe(true);
    },
  );

  test(
    'older lines come in above without moving those that one reads, wrapped, too',
    { tag: '@whole' },
    async ({ page, open }) => {
      for (const isWrapped of [false, true]) {
        await open('/logs');
        if (isWrapped) await page.getByRole('switch', { name: 'Wrap' }).click();
        await expect.poll(() => atEnd(page)).toBe(true);
        await lines(page).hover();
        await page.mouse.wheel(0, -400);
        await expect(jump(page)).toBeVisible();
        await scrollTo(page, 3_000);
        // Goes near the upper end of what is held, where reading begins, and stays.
        const height = () => lines(page).evaluate((box) => box.scrollHeight);
        const before = await height();
        await scrollTo(page, 300);
        const first = await topLine(page);
        expect(first.text).toMatch(/line 3\d{3}:/);
        await expect.poll(height).toBeGreaterThan(before + 5_000);
        expect(await topLine(page)).toEqual(first);
      }
    },
  );

  test('the oldest line is reached by keyboard', { tag: '@whole' }, async ({ page, open }) => {
    await open('/logs');
    await lines(page).focus();
    await expect(async () => {
      await page.keyboard.press('Home');
      await expect(lines(page).getByText('line 0:')).toBeInViewport({ timeout: 1_000 });
    }).toPass();
  });

  test('level, rule and file leave only their lines, and stand in the address', async ({ page, open }) => {
    await open('/logs?file=21');
    await expect(lines(page).getByText('line 3981')).toBeVisible();
    await expect(lines(page).getByRole('link', { name: 'File 22' })).toHaveCount(0);
    await page.getByRole('button', { name: 'All files' }).click();
    await page.getByRole('combobox', { name: 'Level' }).click();
    await page.getByRole('option', { name: 'Errors only' }).click();
    await expect(page).toHaveURL(/level=error/);
    await expect(lines(page).locator('[data-level]:not([data-level=error])')).toHaveCount(0);
    await expect(lines(page).getByText('line 3995')).toBeVisible();
  });

  test('a long line is shown whole by a click, and every line by Wrap', { tag: '@whole' }, async ({ page, open }) => {
    await open('/logs?level=error');
    const last = lines(page).getByText('line 3995');
    const heightOf = async () => (await last.boundingBox())!.height;
    const folded = await heightOf();
    await last.click();
    await expect.poll(heightOf).toBeGreaterThan(folded);
    await last.click();
    await expect.poll(heightOf).toBe(folded);
    await page.getByRole('switch', { name: 'Wrap' }).click();
    await expect.poll(heightOf).toBeGreaterThan(folded);
  });

  test(
    'lines that are selected are copied as they stand in the file, and lines that come do not move them',
    { tag: '@whole' },
    async ({ page, open, context }) => {
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await open('/logs?level=error');
      const [from, to] = [lines(page).getByText('line 3978'), lines(page).getByText('line 3995')];
      await from.hover({ position: { x: 5, y: 9 } });
      await page.mouse.down();
      await to.hover({ position: { x: 100, y: 9 } });
      await page.mouse.up();
      await expect(jump(page)).toBeVisible();
      await page.keyboard.press('ControlOrMeta+C');
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      expect(copied.trimEnd().split('\n')).toEqual([
        expect.stringMatching(/^2026-11-23T\d\d:\d\d:\d\d\.000Z ERROR \[Stock #18\] line 3978: command_1/),
        expect.stringMatching(/^2026-11-23T\d\d:\d\d:\d\d\.000Z ERROR line 3995: command_1/),
      ]);
    },
  );

  test.describe('and a network that is away', () => {
    test.use({ expectedErrors: /ERR_INTERNET_DISCONNECTED|ERR_FAILED/ });

    test('a connection that was lost costs no line', { tag: '@whole' }, async ({ page, open, wherry, context }) => {
      await open('/logs');
      await expect.poll(() => atEnd(page)).toBe(true);
      await page.route('**/api/events', (route) => route.abort());
      await context.setOffline(true);
      const { ruleId } = await wherry.call('demo.start', {});
      await wherry.call('rule.run', { ruleId });
      await context.setOffline(false);
      await page.unroute('**/api/events');
      await expect(lines(page).getByText(/^run \w+: 5 succeeded/)).toBeVisible();
    });
  });
});

test.describe('with 50 MB of log', () => {
  test.use({ log: 'large' });

  test(
    'it opens at once, and a search that finds nothing says so when it is through',
    { tag: '@whole' },
    async ({ page, open }) => {
      await open('/logs');
      await expect(lines(page).getByText('line 3999')).toBeVisible();
      await page.getByRole('textbox', { name: 'Search the log' }).fill('nothing like this');
      await expect(page.getByText('Searching older lines…')).toBeVisible();
      await expect(page.getByRole('heading', { name: 'No line matches' })).toBeVisible({ timeout: 30_000 });
      await page.getByRole('button', { name: 'Show every line' }).click();
      await expect(lines(page).getByText('line 3999')).toBeVisible();
    },
  );
});

test.describe('in the middle of a day', () => {
  test.use({ seed: 'busy', log: 'usual' });

  test('the page is accessible and looks as it should', { tag: '@whole' }, async ({ page, open }) => {
    test.slow();
    // Only lines that were written for it: what this start writes is of another time.
    await open('/logs?rule=Orders+of+the+northern+warehouses&text=line');
    await expect(lines(page).getByText('line 3998')).toBeVisible();
    await expectAccessible(page);
    await expectLooks(page, 'logs');
    await page.getByRole('switch', { name: 'Wrap' }).click();
    await expect.poll(() => atEnd(page)).toBe(true);
    await expectAccessible(page);
    await expectLooks(page, 'logs-wrapped');
    await expect.poll(() => atEnd(page)).toBe(true);
    await open('/logs?text=nothing+like+this');
    await expect(page.getByRole('heading', { name: 'No line matches' })).toBeVisible();
    await expectLooks(page, 'logs-nothing');
  });
});

/** Until what is there has been drawn. */
async function scrollTo(page: Page, top: number): Promise<void> {
  await lines(page).evaluate(async (box, to) => {
    box.scrollTop = to;
    for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => void requestAnimationFrame(resolve));
  }, top);
}

/** The uppermost line in sight, and where it stands. */
async function topLine(page: Page): Promise<{ text: string | null; y: number }> {
  return await lines(page).evaluate((box) => {
    const { left, top } = box.getBoundingClientRect();
    const row = document.elementFromPoint(left + 300, top + 60)?.closest('[data-index]');
    return { text: row?.textContent ?? null, y: Math.round(row?.getBoundingClientRect().top ?? 0) };
  });
}
