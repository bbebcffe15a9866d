// A real `wherry serve` in a process and a data folder of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WHERRY } from '#test/helpers/wherry.ts';
import type { Answer, CallInput, CallName, CallOutput } from '#shared/api.ts';

export interface Served {
  /** With the token; `to` is where to go: `/files/7`. */
  address(to: string): string;
  /** Asks as a person with the token would. Throws with the message of a refusal. */
  call<K extends CallName>(name: K, input: CallInput<K>): Promise<CallOutput<K>>;
  /** Everything that it has printed. */
  output(): string;
  /** Ends it as Ctrl-C does. */
  stop(): Promise<void>;
}

export async function serve(dataDir: string): Promise<Served> {
  // A key of its own: the machine's keychain is left alone, and no note says where the key is.
  const keyFile = join(dataDir, 'spec.key');
  await writeFile(keyFile, 'a key that guards nothing but the secrets of a spec', { mode: 0o600 });
  const child = spawn(process.execPath, [WHERRY, 'serve', '--data-dir', dataDir, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, WHERRY_KEY_FILE: keyFile },
  });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const ended = once(child, 'exit');
  const started = Promise.withResolvers<URL>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    output += `${line}\n`;
    const address = /^Wherry is at (http\S+)$/.exec(line)?.[1];
    if (address) started.resolve(new URL(address));
  });
  void ended.then(([code]) => started.reject(new Error(`wherry serve ended with ${code}:\n${output}`)));
  const url = await started.promise;
  const token = url.hash.replace('#token=', '');

  return {
    address: (to) => `${url.origin}/#token=${token}&to=${encodeURIComponent(to)}`,
    async call<K extends CallName>(name: K, input: CallInput<K>) {
      const response = await fetch(`${url.origin}/api/call/${name}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(input),
      });
      const answer = (await response.json()) as Answer<CallOutput<K>>;
      if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`);
      return answer.value;
    },
    output: () => output,
    async stop() {
      child.kill('SIGINT');
      await ended;
    },
  };
}
