// The one way in: parses the input, runs the handler, answers with data. Errors travel as data too, redacted.
import { API, type Answer, type CallInput, type CallName, type CallOutput } from '#shared/api.ts';
import { errorData, toWherryError, WherryError } from '../errors.ts';

export type Handlers = { [K in CallName]: (input: CallInput<K>, signal: AbortSignal) => Promise<CallOutput<K>> };

export type Dispatch = <K extends CallName>(
  name: K,
  input: unknown,
  signal?: AbortSignal,
) => Promise<Answer<CallOutput<K>>>;

export function createDispatch(handlers: Handlers, redact: (text: string) => string): Dispatch {
  return async (name, input, signal = new AbortController().signal) => {
    try {
      const parsed = API[name].input.safeParse(input);
      if (!parsed.success) throw invalid(name, parsed.error.issues);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema of this very name has parsed it
      return { ok: true, value: await handlers[name](parsed.data as CallInput<typeof name>, signal) };
    } catch (thrown) {
      const error = errorData(toWherryError(thrown));
      return { ok: false, error: { ...error, message: redact(error.message) } };
    }
  };
}

function invalid(name: string, issues: readonly { path: PropertyKey[]; message: string }[]): WherryError {
  const texts = issues.map(({ path, message }) => `${path.map(String).join('.') || 'input'}: ${message}`);
  return new WherryError('invalid-input', `${name}: ${texts.join('; ')}`, { kind: 'permanent' });
}
