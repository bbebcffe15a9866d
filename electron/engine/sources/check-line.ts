// One line of "Test connection": whatever is thrown is a finding; only being stopped is not.
import type { CheckResult } from '#shared/api-rules.ts';
import { toWherryError } from '../errors.ts';

/** @param prove what was found, for people */
export async function checkLine(title: string, prove: () => Promise<string>): Promise<CheckResult> {
  try {
    return { title, ok: true, detail: await prove(), hint: null };
  } catch (thrown) {
    const { kind, message, hint } = toWherryError(thrown);
    if (kind === 'cancelled') throw thrown;
    return { title, ok: false, detail: message, hint };
  }
}
