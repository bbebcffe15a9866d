// A host in this process, on a data directory of its own, as `wherry serve` opens it; its key is a file.
import fs from 'node:fs';
import Conf from 'conf';
import { onTestFinished } from 'vitest';
import type { CallInput, CallOutput } from '#shared/api.ts';
import type { EngineEvent } from '#shared/event.ts';
import { systemClock } from '#engine/clock.ts';
import { WherryError } from '#engine/errors.ts';
import { createHost, type Host, type HostCall, type HostOptions } from '#host/host.ts';
import { createKeyFile } from '#host/secrets/key-file.ts';
import { temporaryFolder } from '#test/helpers/temporary-folder.ts';

export interface HostHere {
  host: Host;
  directory: string;
  /** From the beginning. */
  events: EngineEvent[];
  /** @throws the error of the answer */
  call<K extends HostCall>(name: K, input: CallInput<K>): Promise<CallOutput<K>>;
  /** Twice is fine. */
  close(): Promise<void>;
}

/** @param isOwner false: it only looks */
export async function hostHere(options: Partial<HostOptions> = {}, isOwner = true): Promise<HostHere> {
  const directory = options.dataDirectory ?? temporaryFolder();
  const host = await createHost({
    dataDirectory: directory,
    kind: 'headless',
    version: '1.2.3',
    clock: systemClock,
    openSettings: (storeOptions) => new Conf(storeOptions),
    keys: [createKeyFile(directory)],
    ...options,
  });
  const events: EngineEvent[] = [];
  host.subscribe((event) => void events.push(event));
  let closed: Promise<void> | null = null;
  const close = async () => {
    host.stopping.done();
    await (closed ??= host.close());
  };
  onTestFinished(close);
  if (isOwner) host.acquire();
  return {
    host,
    directory,
    events,
    async call(name, input) {
      const answer = await host.dispatch(name, input);
      if (answer.ok) return answer.value;
      const { code, message, kind, hint } = answer.error;
      throw new WherryError(code, message, { kind, ...(hint === null ? {} : { hint }) });
    },
    close,
  };
}

export function base64Of(text: string): string {
  return Buffer.from(text).toString('base64');
}

export function modeOf(file: string): number {
  return fs.statSync(file).mode & 0o777;
}
