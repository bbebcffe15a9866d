// A data platform of the spec's own (the demo instance), and a rule for it in the app: imported from an INI file and
// approved, as a person would.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { ElectronApplication, Page } from 'playwright/test';
import { demoFile } from '#demo/file.ts';
import { type DemoInstance, startDemoInstance } from '#demo/instance.ts';
import type { Answer, CallInput, CallName, CallOutput } from '#shared/api.ts';
import { test as base } from './fixtures.ts';
import { environmentFor, KIT } from './launch-app.ts';
import { electronPath } from './which-electron.ts';

export { expect } from './fixtures.ts';

interface Bridge {
  wherry: { call(name: string, input: unknown): Promise<Answer<unknown>> };
}

/** What the page itself would ask. @throws where the answer is an error */
export async function call<K extends CallName>(window: Page, name: K, input: CallInput<K>): Promise<CallOutput<K>> {
  const answer = await window.evaluate(([name, input]) => (globalThis as unknown as Bridge).wherry.call(name, input), [
    name,
    input,
  ] as const);
  if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`);
  return answer.value as CallOutput<K>;
}

/** The first window of a further start, loaded. */
export async function firstPage({ app }: { app: ElectronApplication }): Promise<Page> {
  const page = await app.firstWindow({ timeout: 0 }); // the test has a limit of its own
  await page.waitForURL((url) => url.protocol !== 'about:');
  return page;
}

export interface Platform {
  instance: DemoInstance;
  /** The path of an INI file for it. */
  iniFile: string;
  /** A slow command has begun. */
  hasBegun(): boolean;
  /** From now on every command succeeds at once. */
  letGo(): Promise<void>;
  /** A file whose command succeeds at once, fails, or waits; the latter two until `letGo`. */
  add(name: string, kind: 'good' | 'bad' | 'slow'): void;
  /** Imports the INI, approves it, and waits for the first run, which finds nothing. @returns the rule's id */
  importRule(window: Page): Promise<string>;
}

interface More {
  platform: Platform;
  /** Starts the app where it is expected to end by itself. */
  startAndEnd(): Promise<{ code: number | null; output: string }>;
}

export const test = base.extend<More>({
  startAndEnd: async ({ folder, appPath }, use) => {
    await use(async () => {
      const env = await environmentFor(folder);
      const child = spawn(electronPath(), ['-r', KIT, appPath], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      const [out, errors, code] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        new Promise<number | null>((resolve) => child.once('close', resolve)),
      ]);
      return { code, output: out + errors };
    });
  },

  platform: async ({ folder }, use) => {
    const instance = await startDemoInstance();
    const go = join(folder, 'go');
    const iniFile = join(folder, 'orders.ini');
    await writeFile(iniFile, iniText(instance, folder, go));
    await use({
      instance,
      iniFile,
      hasBegun: () => existsSync(`${go}.begun`),
      letGo: () => writeFile(go, ''),
      add: (name, kind) => instance.addFile(demoFile(name, `${kind} ${name}\n`)),
      async importRule(window) {
        const file = { path: iniFile, base64: Buffer.from(iniText(instance, folder, go)).toString('base64') };
        const { rule } = await call(window, 'rule.importIni', { ...file, who: 'spec' });
        await call(window, 'rule.approve', { ruleId: rule.id, who: 'spec' });
        await call(window, 'rule.run', { ruleId: rule.id });
        return rule.id;
      },
    });
    await instance.stop();
  },
});

function iniText({ apiUrl, apiToken, sftp }: DemoInstance, folder: string, go: string): string {
  const command = [
    `if grep -q ^bad {{ filePath }} && [ ! -e ${go} ]; then echo wrong number of columns >&2; exit 3; fi;`,
    `if grep -q ^slow {{ filePath }}; then touch ${go}.begun; until [ -e ${go} ]; do sleep 0.05; done; fi`,
  ];
  return `[bettrdata]
base_url = ${apiUrl}
api_token = ${apiToken}
requests_per_minute = 10000

[sftp]
host = ${sftp.host}
port = ${sftp.port}
username = ${sftp.username}
remote_password = ${sftp.password}

[list]
where = {"attributes.client_status": {"$exists": false}}

[processing]
target_source_directory = ${join(folder, 'target')}
error_attribute = client_error
success_dir_name = done
command_1 = ${command.join(' ')}
retry_delay = 0

[email]

[logging]
log_dir = ${join(folder, 'logs')}
`;
}
