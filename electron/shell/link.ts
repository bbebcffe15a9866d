// What the shell asks: the engine of this process, or that of another one on the same data directory.
import type { Answer, CallInput, CallName, CallOutput } from '#shared/api.ts';
import type { EngineEvent } from '#shared/event.ts';
import { WherryError } from '#engine/errors.ts';

export interface Link {
  /** Any name of the contract; answers, never throws. */
  call(name: string, input: unknown): Promise<Answer<unknown>>;
  /** @returns the function that ends it */
  subscribe(listener: (event: EngineEvent) => void): () => void;
}

/** @throws the error of the answer */
export async function askLink<K extends CallName>(link: Link, name: K, input: CallInput<K>): Promise<CallOutput<K>> {
  const answer = await link.call(name, input);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the handler of this very name has made it
  if (answer.ok) return answer.value as CallOutput<K>;
  const { code, message, kind, hint } = answer.error;
  throw new WherryError(code, message, { kind, ...(hint === null ? {} : { hint }) });
}
