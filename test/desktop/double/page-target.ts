// One page of Chromium, as the double drives it: opened, attached, with the page side installed and every document's
// and app-scheme request held for page-requests.ts.
import { readFileSync } from 'node:fs';
import { PAGE_PATTERN } from './addresses.ts';
import { listenToPage, sendToChromium, type Params } from './devtools.ts';
import { nativeTheme } from './native-theme.ts';
import { RECEIVER, type PageConfig, type ToPage } from './page-message.ts';
import { pageSideSource } from './page-side.ts';

const BINDING = '__electronDoublePost';

export interface PageOptions {
  contentsId: number;
  size: { width: number; height: number };
  preload: string | undefined;
  additionalArguments: string[];
}

export interface PageTarget {
  targetId: string;
  mainFrameId: string;
  ask(method: string, params?: Params): Promise<Params>;
  /** To the page side; a page that has gone or is navigating gets nothing, as in Electron. */
  deliver(message: ToPage): void;
  resize(size: { width: number; height: number }): Promise<void>;
  applyTheme(): Promise<void>;
  close(): Promise<void>;
}

export async function openPage(
  options: PageOptions,
  onEvent: (method: string, params: Params) => void,
  onMessage: (text: string) => void,
): Promise<PageTarget> {
  const { targetId } = await sendToChromium('Target.createTarget', {
    url: 'about:blank',
    newWindow: true,
    ...options.size,
  });
  const { sessionId } = await sendToChromium('Target.attachToTarget', { targetId, flatten: true });
  const ask: PageTarget['ask'] = (method, params) => sendToChromium(method, params, sessionId);
  const stopListening = listenToPage(sessionId, (method, params) => {
    if (method !== 'Runtime.bindingCalled') onEvent(method, params);
    else if (params['name'] === BINDING) onMessage(params['payload']);
  });

  const page: PageTarget = {
    targetId,
    mainFrameId: targetId,
    ask,
    deliver: (message) => {
      const expression = `window[Symbol.for('${RECEIVER}')]?.(${JSON.stringify(message)})`;
      ask('Runtime.evaluate', { expression }).catch(() => {}); // the page has gone
    },
    resize: async (size) => void (await ask('Emulation.setDeviceMetricsOverride', metrics(size))),
    applyTheme: async () => {
      const value = nativeTheme.shouldUseDarkColors ? 'dark' : 'light';
      await ask('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] });
    },
    close: async () => {
      stopListening();
      await sendToChromium('Target.closeTarget', { targetId });
    },
  };

  const [{ frameTree }] = await Promise.all([
    ask('Page.getFrameTree'),
    ask('Page.enable'),
    ask('Runtime.enable'),
    ask('Runtime.addBinding', { name: BINDING }),
    ask('Page.addScriptToEvaluateOnNewDocument', { source: pageSide(options) }),
    ask('Fetch.enable', { patterns: [{ urlPattern: PAGE_PATTERN }, { urlPattern: '*', resourceType: 'Document' }] }),
    page.resize(options.size),
    page.applyTheme(),
  ]);
  page.mainFrameId = frameTree.frame.id;
  return page;
}

function pageSide({ contentsId, preload, additionalArguments }: PageOptions): string {
  const { electron, chrome } = process.versions;
  const config: PageConfig = {
    binding: BINDING,
    contentsId,
    platform: process.platform,
    versions: { electron, chrome },
    additionalArguments,
  };
  return pageSideSource(config, preload === undefined ? undefined : readFileSync(preload, 'utf8'));
}

function metrics(size: { width: number; height: number }): Params {
  return { ...size, deviceScaleFactor: 1, mobile: false };
}
