// What a hostile page could try. docs/security.md names these tests, line by line.
import type { Page } from 'playwright/test';
import { call, expect, test } from './platform.ts';

interface Bridge {
  wherry: { call(name: string, input: unknown): Promise<unknown> };
}

/** What the bridge of that page answers to a call. */
function ask(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const { wherry } = globalThis as unknown as Bridge;
    return await wherry.call('rule.list', {}).then(
      (answer) => JSON.stringify(answer),
      (error: Error) => error.message,
    );
  });
}

test.beforeEach(async ({ window }) => {
  await expect(window).toHaveTitle(/Wherry/);
});

test('the window has every protection on, and none of the options that take one away', async ({ app }) => {
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    // Electron's own name for it, and the double's.
    const contents = BrowserWindow.getAllWindows()[0]!.webContents as unknown as {
      preferences?: Record<string, unknown>;
      getLastWebPreferences(): Record<string, unknown>;
    };
    return contents.preferences ?? contents.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
  });
  const dangerous = [
    'nodeIntegrationInWorker',
    'nodeIntegrationInSubFrames',
    'allowRunningInsecureContent',
    'experimentalFeatures',
    'enableBlinkFeatures',
    'webviewTag',
  ];
  expect(dangerous.filter((name) => Boolean(preferences[name]))).toEqual([]);
});

test('the page can go to no other address', async ({ app, window }) => {
  for (const address of ['https://evil.example/', 'file:///etc/passwd', 'app://evil/index.html']) {
    await window.evaluate((address) => {
      location.href = address;
    }, address);
  }
  // A call after it is answered: the page is still there.
  expect(await call(window, 'rule.list', {})).toEqual([]);
  const url = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.getURL());
  expect(url).toMatch(/^app:\/\/wherry\/index\.html/);
});

test('the page can open no window, and only pages of the list in the browser', async ({ app, window, desktop }) => {
  const addresses = [
    'https://evil.example/',
    'https://docs.bettrdata.io.evil.example/',
    'http://docs.bettrdata.io/',
    'file:///etc/passwd',
    'app://wherry/index.html',
    'https://docs.bettrdata.io/user-docs',
  ];
  await window.evaluate((addresses) => {
    for (const address of addresses) globalThis.open(address);
  }, addresses);
  await expect.poll(desktop.opened).toEqual([{ by: 'openExternal', what: 'https://docs.bettrdata.io/user-docs' }]);
  expect(app.windows()).toHaveLength(1);
});

test('no page can embed another one', async ({ app }) => {
  const isRefused = await app.evaluate(({ BrowserWindow }) => {
    let isRefused = false;
    const event = {
      preventDefault: () => {
        isRefused = true;
      },
    };
    BrowserWindow.getAllWindows()[0]!.webContents.emit('will-attach-webview', event, {}, { src: 'app://wherry/' });
    return isRefused;
  });
  expect(isRefused).toBe(true);
});

test('the page has no permission but to copy', async ({ window }) => {
  const states = await window.evaluate(async () => {
    const names = ['geolocation', 'camera', 'microphone', 'notifications', 'clipboard-read'];
    const found = names.map((name) => navigator.permissions.query({ name: name as PermissionName }));
    return (await Promise.all(found)).map(({ state }) => state);
  });
  expect(states).toEqual(states.map(() => 'denied'));
  expect(await window.evaluate(() => Notification.requestPermission())).toBe('denied');
  await window.evaluate(() => navigator.clipboard.writeText('copied'));
  await expect(window.evaluate(() => navigator.clipboard.readText())).rejects.toThrow(/NotAllowed|denied/i);
});

test('the policy of the page forbids inline scripts, eval, frames, and every foreign origin', async ({ window }) => {
  // DevTools may evaluate whatever the policy says, so all is tried in a later task of the page's own.
  const tried = await window.evaluate(
    () =>
      new Promise<unknown>((resolve) => {
        setTimeout(() => {
          const violated: string[] = [];
          document.addEventListener('securitypolicyviolation', (event) => violated.push(event.effectiveDirective));
          const script = document.createElement('script');
          script.textContent = 'globalThis.pwned = true';
          const frame = document.createElement('iframe');
          frame.src = 'https://evil.example/';
          const image = document.createElement('img');
          image.src = 'https://evil.example/x.png';
          document.body.append(script, frame, image);
          let evaluated = 'yes';
          try {
            Reflect.apply(Reflect.get(globalThis, 'eval') as () => void, undefined, ['1']);
          } catch (error) {
            evaluated = (error as Error).name;
          }
          void fetch('https://evil.example/').catch(() => 'refused, as it is to be');
          // Each is told in a moment of its own; whatever is not told within ten seconds was allowed.
          const until = Date.now() + 10_000;
          const looks = setInterval(() => {
            const directives = [...new Set(violated)].toSorted();
            if (directives.length < 5 && Date.now() < until) return;
            clearInterval(looks);
            resolve({ evaluated, isPwned: 'pwned' in globalThis, violated: directives });
          }, 50);
        });
      }),
  );
  expect(tried).toEqual({
    evaluated: 'EvalError',
    isPwned: false,
    violated: ['connect-src', 'frame-src', 'img-src', 'script-src', 'script-src-elem'],
  });
});

test('a foreign page in our own window is not answered', async ({ app, window }) => {
  await app.evaluate(async ({ BrowserWindow }) => {
    await BrowserWindow.getAllWindows()[0]!.loadURL('data:text/html,<title>evil</title>');
  });
  await expect(window).toHaveTitle('evil');
  expect(await ask(window)).toContain('refused: not the page of Wherry');
});

test('another window is not answered, not even with our own page in it', { tag: '@whole' }, async ({ app, window }) => {
  const opened = app.waitForEvent('window');
  await app.evaluate(({ BrowserWindow }) => {
    const [ours] = BrowserWindow.getAllWindows();
    const { preload } =
      (ours!.webContents as unknown as { preferences?: { preload: string } }).preferences ??
      (ours!.webContents as unknown as { getLastWebPreferences(): { preload: string } }).getLastWebPreferences();
    void new BrowserWindow({ webPreferences: { preload, sandbox: true } }).loadURL('app://wherry/index.html');
  });
  const other = await opened;
  await other.waitForFunction(() => 'wherry' in globalThis);
  expect(await ask(other)).toContain('refused: not the page of Wherry');
  expect(await call(window, 'rule.list', {})).toEqual([]);
});

test('a call that the contract does not know, or with an input that it refuses, reaches nothing', async ({
  window,
}) => {
  const answers = await window.evaluate(async () => {
    const { wherry } = globalThis as unknown as Bridge;
    const calls: [string, unknown][] = [
      ['__proto__', {}],
      ['constructor', {}],
      ['settings.save', { settings: { startsAtLogin: 'yes' }, secrets: {} }],
      ['shell.revealFile', { id: 7 }],
    ];
    return await Promise.all(calls.map(([name, input]) => wherry.call(name, input)));
  });
  expect(answers).toMatchObject([
    { ok: false, error: { code: 'unknown-call' } },
    { ok: false, error: { code: 'unknown-call' } },
    { ok: false, error: { code: 'invalid-input' } },
    { ok: false, error: { code: 'invalid-input' } },
  ]);
});

test('the page reads no file but those of its own folder', async ({ window }) => {
  const found = await window.evaluate(async () => {
    const paths = ['../main/main.mjs', '%2e%2e/main/main.mjs', '..%2fmain%2fmain.mjs', '/etc/passwd', 'assets/%00'];
    return await Promise.all(paths.map((path) => fetch(path).then((answer) => answer.status)));
  });
  expect(found).toEqual([404, 404, 404, 404, 404]);
});
