// The one way in: parses the input, runs the handler, answers with data. Errors travel as data too, redacted.
import { API, type Answer, type CallName, type CallOutput, isCallName, type ParsedInput } from '#shared/api.ts';
import { errorData, toWherryError, WherryError } from '../errors.ts';

/** What answers the calls of these names. */
export type Handlers<N extends CallName> = {
  [K in N]: (input: ParsedInput<K>, signal: AbortSignal) => Promise<CallOutput<K>>;
};

/** Never throws. A name that is unknown, or that is not answered here, is an error of the answer. */
export type Dispatch<N extends CallName = CallName> = <K extends N>(
  name: K,
  input: unknown,
  signal?: AbortSignal,
) => Promise<Answer<CallOutput<K>>>;

export function createDispatch<N extends CallName>(
  handlers: Handlers<N>,
  redact: (text: string) => string,
): Dispatch<N> {
  return async (name, input, signal = new AbortController().signal) => {
    try {
      if (!isCallName(name) || !Object.hasOwn(handlers, name)) throw unknownCall(name);
      const parsed = API[name].input.safeParse(input);
      if (!parsed.success) throw invalid(name, parsed.error.issues);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema of this very name has parsed it
      return { ok: true, value: await handlers[name](parsed.data as ParsedInput<typeof name>, signal) };
    } catch (thrown) {
      const error = errorData(toWherryError(thrown));
      return { ok: false, error: { ...error, message: redact(error.message) } };
    }
  };
}

function unknownCall(name: string): WherryError {
  return new WherryError('unknown-call', `"${name.slice(0, 60)}" is not answered here`, {
    kind: 'permanent',
    hint: 'Calls about stored rules and settings need the application or "wherry serve".',
  });
}

function invalid(name: string, issues: readonly { path: PropertyKey[]; message: string }[]): WherryError {
  const texts = issues.map(({ path, message }) => `${path.map(String).join('.') || 'input'}: ${message}`);
  return new WherryError('invalid-input', `${name}: ${texts.join('; ')}`, { kind: 'permanent' });
}
