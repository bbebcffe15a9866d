// The double is tested by an app of its own, so that a red spec of Wherry's means Wherry. These hold on real Electron, too.
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { expect, test } from '../fixtures.ts';
import { NEEDS_DOUBLE } from '../skip-reasons.ts';
import { isRealElectron } from '../which-electron.ts';

interface FixturePage {
  fixture: { call(channel: string, value?: unknown): Promise<unknown> };
}

test.use({ appPath: join(import.meta.dirname, 'fixture') });

/** Lets the page's preload call; the value comes from the page, so it may be what JSON cannot hold. */
function call(window: Page, channel: string, value?: unknown): Promise<unknown> {
  return window.evaluate(([channel, value]) => (globalThis as unknown as FixturePage).fixture.call(channel, value), [
    channel,
    value,
  ] as const);
}

test(
  'closing hides to the tray, and the tray shows the window again',
  { tag: '@whole' },
  async ({ window, tray, desktop }) => {
    await expect(window.getByRole('heading')).toHaveText('Fixture');
    await expect.poll(desktop.isWindowVisible).toBe(true);
    await desktop.closeWindow();
    expect(await desktop.isWindowVisible()).toBe(false);
    await tray.click('Open');
    await expect.poll(desktop.isWindowVisible).toBe(true);
    expect(await tray.count()).toBe(1);
  },
);

test('a second start shows the first window, and ends', { tag: '@whole' }, async ({ window, desktop }) => {
  await expect(window.getByRole('heading')).toBeVisible();
  await desktop.closeWindow();
  const second = await desktop.secondStart();
  expect(second.code, second.output).toBe(0);
  await expect.poll(desktop.isWindowVisible).toBe(true);
});

test('an app that was killed leaves no lock behind', { tag: '@whole' }, async ({ launch }) => {
  const killed = await launch();
  await killed.app.firstWindow();
  const gone = killed.app.waitForEvent('close');
  killed.app.process().kill('SIGKILL');
  await gone;
  const next = await launch();
  await expect((await next.app.firstWindow()).getByRole('heading')).toBeVisible();
});

test('quitting from the tray ends the process', { tag: '@whole' }, async ({ app, window, tray }) => {
  await expect(window.getByRole('heading')).toBeVisible();
  const [child, gone] = [app.process(), app.waitForEvent('close')];
  await tray.click('Quit');
  await gone;
  expect(child.exitCode).toBe(0);
});

test(
  'the tray has a tooltip, submenus, and greyed items that nobody can click',
  { tag: '@whole' },
  async ({ window, tray, desktop }) => {
    await expect(window.getByRole('heading')).toBeVisible();
    expect(await tray.toolTip()).toBe('Fixture: idle');
    expect(await tray.labels()).toEqual(['Open', 'Notify', 'Help', 'Greyed out', 'Quit']);
    await expect(tray.click('Greyed out')).rejects.toThrow('greyed');
    await expect(tray.click('Missing')).rejects.toThrow('has no "Missing"');
    await tray.click('Help', 'Web site');
    await expect.poll(desktop.opened).toEqual([{ by: 'openExternal', what: 'https://docs.example/' }]);
  },
);

test('a click on a notification reaches the page', { tag: '@whole' }, async ({ window, tray, notices }) => {
  await expect(window.getByRole('heading')).toBeVisible();
  await tray.click('Notify');
  await expect.poll(notices.all).toEqual([{ title: 'Done', body: '3 files' }]);
  await notices.click('Done');
  await expect(window.getByRole('status')).toHaveText('notification');
  expect(await tray.toolTip()).toBe('Fixture: notified');
});

test(
  'what structured clone can carry crosses both ways, and what it refuses is refused',
  { tag: '@whole' },
  async ({ window }) => {
    const back = await window.evaluate(async () => {
      const { fixture } = globalThis as unknown as FixturePage;
      const shared = { n: 1 };
      const sent = {
        when: new Date(5),
        map: new Map([['k', 10n]]),
        bytes: new Uint8Array([1, 2]),
        pair: [shared, shared],
      };
      const { value } = (await fixture.call('echo', sent)) as { value: typeof sent };
      return [value.when.getTime(), value.map.get('k') === 10n, [...value.bytes], value.pair[0] === value.pair[1]];
    });
    expect(back).toEqual([5, true, [1, 2], true]);
    const refused = window.evaluate(() =>
      (globalThis as unknown as FixturePage).fixture.call('echo', { run: () => 1 }),
    );
    await expect(refused).rejects.toThrow('could not be cloned');
  },
);

test(
  'the main side knows the sender, and its errors come with their message only',
  { tag: '@whole' },
  async ({ window }) => {
    expect(await call(window, 'echo', 'x')).toEqual({ value: 'x', from: 'app://fixture/page.html' });
    await expect(call(window, 'refuse')).rejects.toThrow(
      "Error invoking remote method 'refuse': TypeError: that is refused",
    );
    await expect(call(window, 'nothing')).rejects.toThrow("No handler registered for 'nothing'");
  },
);

test('ports carry messages both ways', { tag: '@whole' }, async ({ window }) => {
  const echo = await window.evaluate(async () => {
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise((resolve) => port1.addEventListener('message', (event) => resolve(event.data)));
    port1.start();
    globalThis.postMessage('port', '*', [port2]);
    port1.postMessage('hello');
    return answer;
  });
  expect(echo).toEqual({ echo: 'hello' });
});

test('secrets are sealed and read again', { tag: '@whole' }, async ({ window }) => {
  expect(await call(window, 'seal', 's3cret ü')).toBe('s3cret ü');
});

test('the page cannot reach Node, eval or inline scripts', { tag: '@whole' }, async ({ window }) => {
  await expect(window.getByRole('heading')).toBeVisible();
  const found = await window.evaluate(() =>
    ['require', 'process', 'module', '__electronDoublePost'].filter((name) => name in globalThis),
  );
  expect(found).toEqual([]);
  // DevTools may evaluate whatever the policy says, so both are tried in a later task of the page's own.
  const tried = await window.evaluate(
    () =>
      new Promise((resolve) => {
        setTimeout(() => {
          const script = document.createElement('script');
          script.textContent = 'globalThis.pwned = true';
          document.body.append(script);
          try {
            Reflect.apply(Reflect.get(globalThis, 'eval'), undefined, ['1']);
            resolve('evaluated');
          } catch (error) {
            resolve([(error as Error).name, 'pwned' in globalThis]);
          }
        });
      }),
  );
  expect(tried).toEqual(['EvalError', false]);
});

test(
  'the page cannot go to another origin, fetch from it, or open a window of it',
  { tag: '@whole' },
  async ({ app, window, desktop }) => {
    const url = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());
    expect(await window.evaluate(() => fetch('https://evil.example/').catch((error: Error) => error.name))).toBe(
      'TypeError',
    );
    await window.evaluate(() => {
      location.href = 'https://evil.example/';
    });
    await window.evaluate(() => void globalThis.open('https://docs.example/'));
    await window.getByRole('link', { name: 'Docs' }).click();
    await expect.poll(desktop.opened).toEqual([
      { by: 'openExternal', what: 'https://docs.example/' },
      { by: 'openExternal', what: 'https://docs.example/link' },
    ]);
    expect(await url()).toBe('app://fixture/page.html');
    expect(app.windows()).toHaveLength(1);
  },
);

test('the permission handler decides: copying is allowed here, nothing else', { tag: '@whole' }, async ({ window }) => {
  await window.getByRole('button', { name: 'Copy' }).click();
  await expect(window.getByRole('status')).toHaveText('copied');
  expect(await window.evaluate(() => Notification.requestPermission())).toBe('denied');
  const read = window.evaluate(() => navigator.clipboard.readText());
  await expect(read).rejects.toThrow(/NotAllowedError|denied/);
});

test('waking from sleep reaches the app', { tag: '@whole' }, async ({ window, desktop }) => {
  await expect(window.getByRole('heading')).toBeVisible();
  await desktop.power('resume');
  await expect(window.getByRole('status')).toHaveText('resume');
});

test('the theme that the app sets is the one that the page sees', { tag: '@whole' }, async ({ app, window }) => {
  const background = () => window.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const set = (source: 'light' | 'dark') =>
    app.evaluate(({ nativeTheme }, source) => void (nativeTheme.themeSource = source), source);
  await set('light');
  await expect.poll(background).toBe('rgb(255, 255, 255)');
  await set('dark');
  await expect.poll(background).toBe('rgb(0, 0, 0)');
  await expect(window.getByRole('status')).toHaveText('dark');
});

test('the page sees when the desktop itself turns dark', { tag: '@whole' }, async ({ app, window }) => {
  test.skip(isRealElectron, NEEDS_DOUBLE);
  const isDark = () => window.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  await app.evaluate(() => __double.setSystemDark(true));
  await expect.poll(isDark).toBe(true);
  await expect(window.getByRole('status')).toHaveText('dark');
});

test(
  'a screenshot has the size of the page, and the page follows the window',
  { tag: '@whole' },
  async ({ app, window }) => {
    const pageSize = () => window.evaluate(() => ({ width: innerWidth, height: innerHeight }));
    const before = await pageSize();
    const png = await window.screenshot({ scale: 'css' });
    expect({ width: png.readUInt32BE(16), height: png.readUInt32BE(20) }).toEqual(before);
    const captured = await app.evaluate(async ({ BrowserWindow }) =>
      (await BrowserWindow.getAllWindows()[0]?.capturePage())?.isEmpty(),
    );
    expect(captured).toBe(false);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(800, 600));
    await expect.poll(pageSize).toEqual({ width: before.width + 160, height: before.height + 120 });
  },
);

test(
  'a dialog gets the answer that the spec gave, and fails where it gave none',
  { tag: '@whole' },
  async ({ app, window, desktop }) => {
    await expect(window.getByRole('heading')).toBeVisible();
    await desktop.answer('showOpenDialog', { canceled: false, filePaths: ['/srv/drop'] });
    const open = () => app.evaluate(({ dialog }) => dialog.showOpenDialog({ properties: ['openDirectory'] }));
    expect(await open()).toEqual({ canceled: false, filePaths: ['/srv/drop'] });
    await expect(open()).rejects.toThrow('No answer for dialog.showOpenDialog');
  },
);

test('a member that the double lacks throws with its name', { tag: '@whole' }, async ({ app }) => {
  test.skip(isRealElectron, NEEDS_DOUBLE);
  const tell = (run: Parameters<typeof app.evaluate>[0]) => app.evaluate(run as () => unknown);
  await expect(tell(({ app }) => app.getGPUInfo('basic'))).rejects.toThrow('does not cover app.getGPUInfo');
  await expect(tell(({ utilityProcess }) => utilityProcess.fork('x'))).rejects.toThrow('does not cover utilityProcess');
  await expect(tell(({ BrowserWindow }) => new BrowserWindow({ webPreferences: { sandbox: false } }))).rejects.toThrow(
    'does not cover webPreferences.sandbox: false',
  );
  await expect(tell(({ Tray }) => new Tray('/nowhere.png'))).rejects.toThrow('nobody can see');
});

test('on Linux Electron does not start an app at login', { tag: '@whole' }, async ({ app }) => {
  test.skip(isRealElectron && process.platform !== 'linux', 'would change the login items of this machine');
  const opens = await app.evaluate(({ app }) => {
    app.setLoginItemSettings({ openAtLogin: true });
    return app.getLoginItemSettings().openAtLogin;
  });
  expect(opens).toBe(process.platform !== 'linux');
});
