// `wherry serve` in a process of its own, and calls to it over HTTP.
import { onTestFinished, vi } from 'vitest';
import type { Answer, CallInput, CallName, CallOutput } from '#shared/api.ts';
import { readServerFile, serverFilePath } from '#server/server-file.ts';
import { temporaryFolder } from '#test/helpers/temporary-folder.ts';
import { startWherry } from '#test/helpers/wherry.ts';

/** Longer than a start takes where everything runs at the same time. */
export const START = { timeout: 60_000, interval: 50 };

export interface ServeSettings {
  /** Default: a new one. */
  dataDirectory?: string;
  args?: string[];
  env?: NodeJS.ProcessEnv;
}

/** Resolves when it answers; it is killed when the test is over. */
export async function startServe({ dataDirectory = temporaryFolder(), args = [], env = {} }: ServeSettings = {}) {
  const { child, ended, output } = startWherry(['serve', '--port', '0', '--data-dir', dataDirectory, ...args], { env });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const file = await vi.waitFor(() => {
    const found = readServerFile(serverFilePath(dataDirectory));
    if (found === null) throw new Error(`no server yet: ${output()}`);
    return found;
  }, START);
  async function call<K extends CallName>(name: K, input: CallInput<K>): Promise<CallOutput<K>> {
    const response = await fetch(`${file.url}api/call/${name}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${file.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    const answer = (await response.json()) as Answer<CallOutput<K>>;
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.value;
  }
  return { dataDirectory, child, ended, output, file, call };
}
