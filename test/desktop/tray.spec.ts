// The tray: its words and its menu, from the first rule to a pause and a failure, and what notifications lead to.
import { join } from 'node:path';
import { call, expect, test } from './platform.ts';

test('before there is a rule the tray says so, and nothing can be run or paused', async ({ window, tray }) => {
  await expect(window).toHaveTitle(/Wherry/);
  await expect.poll(tray.toolTip).toBe('Wherry: no rules yet');
  expect(await tray.items()).toEqual(
    [
      ['No rules yet', false],
      ['Run now', false],
      ['Pause', false],
      ['Nothing needs you', true],
      ['Open Wherry', true],
      ['Open logs', true],
      ['Settings', true],
      ['Start at login', true],
      ['Quit Wherry', true],
    ].map(([label, enabled]) => ({ label, enabled, checked: false })),
  );
});

test('a rule is run, paused and resumed from the tray, which tells how it stands', async ({
  window,
  tray,
  platform,
  desktop,
  dataDir,
}) => {
  const ruleId = await platform.importRule(window);
  await expect.poll(tray.toolTip).toMatch(/^Wherry: idle, next run in \d+ (s|min)$/);

  platform.add('orders.csv', 'slow');
  await tray.click('Run now');
  await expect.poll(tray.toolTip).toBe('Wherry: running orders');
  await platform.letGo();
  await expect
    .poll(async () => platform.instance.records()[0]?.['attributes'])
    .toMatchObject({ client_status: 'SUCCESS' });

  await tray.click('Pause', 'For 1 hour');
  await expect.poll(tray.toolTip).toMatch(/^Wherry: paused, goes on in (1 h|59 min)$/);
  const [paused] = await call(window, 'rule.list', {});
  expect(paused!.pause!.until! - Date.now()).toBeGreaterThan(3_500_000);
  await tray.click('Resume');
  await expect.poll(tray.toolTip).toMatch(/^Wherry: idle/);
  await tray.click('Pause', 'Until tomorrow 08:00');
  await expect.poll(tray.labels).toContain('Resume');
  const [till] = await call(window, 'rule.list', {});
  expect(new Date(till!.pause!.until!).getHours()).toBe(8);
  expect(till!.ruleId).toBe(ruleId);

  await tray.click('Open logs');
  await expect.poll(desktop.opened).toEqual([{ by: 'openPath', what: join(dataDir, 'logs') }]);
});

test('a failure is told, counted in the tray, and a click on the notification opens the file', async ({
  window,
  tray,
  platform,
  notices,
  desktop,
}) => {
  await platform.importRule(window);
  await desktop.closeWindow();
  platform.add('orders.csv', 'bad');
  await tray.click('Run now');
  await expect.poll(async () => (await notices.all()).at(-1)?.title).toContain('orders.csv');
  const told = (await notices.all()).at(-1)!;
  expect(told.title).toMatch(/^orders: /);
  expect(told.body).toContain('wrong number of columns');
  await expect.poll(tray.toolTip).toMatch(/^Wherry: .*1 file needs you$/);
  await expect.poll(tray.labels).toContain('Attention (1)');

  const { files } = await call(window, 'file.list', { states: ['failed'], limit: 1, offset: 0 });
  await notices.click(told.title);
  await expect.poll(desktop.isWindowVisible).toBe(true);
  await expect(window).toHaveURL(new RegExp(`#/files/${files[0]!.id}$`));
});

test(
  'a server that is away is told as such, until it is back',
  { tag: '@whole' },
  async ({ window, tray, platform }) => {
    await platform.importRule(window);
    platform.instance.faults.http = () => ({ kind: 'reset' });
    await tray.click('Run now');
    await expect.poll(tray.toolTip, { timeout: 30_000 }).toMatch(/^Wherry: no connection for orders/);
  },
);

test('the image follows the colours of the desktop', { tag: '@whole' }, async ({ window, app, tray }) => {
  await expect(window).toHaveTitle(/Wherry/);
  await expect.poll(tray.toolTip).toBe('Wherry: no rules yet');
  const before = await app.evaluate(() => __kit.trays[0]!.images);
  await app.evaluate(({ nativeTheme }) => {
    nativeTheme.themeSource = 'dark';
  });
  await expect.poll(() => app.evaluate(() => __kit.trays[0]!.images)).toBeGreaterThan(before);
});

test('an action that does not work says why', { tag: '@whole' }, async ({ window, tray, app, notices }) => {
  await expect(window).toHaveTitle(/Wherry/);
  await app.evaluate(({ shell }) => {
    shell.openPath = async () => 'no program opens folders';
  });
  await tray.click('Open logs');
  await expect.poll(async () => (await notices.all()).at(-1)?.title).toBe('Open logs: it did not work');
  expect((await notices.all()).at(-1)?.body).toContain('no program opens folders');
});
