// An answer that was an error, as something to throw.
import type { ErrorData, ErrorKind } from '#shared/error.ts';

export class CallError extends Error implements ErrorData {
  override readonly name = 'CallError';
  readonly code: string;
  readonly kind: ErrorKind;
  readonly hint: string | null;

  constructor(error: ErrorData) {
    super(error.message);
    this.code = error.code;
    this.kind = error.kind;
    this.hint = error.hint;
  }
}

/** What was thrown by a call is a CallError; anything else is a defect of these pages. */
export function toCallError(thrown: unknown): CallError {
  if (thrown instanceof CallError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new CallError({
    code: 'page-defect',
    message,
    kind: 'internal',
    hint: 'Reload the page; if it happens again, send the support bundle (About).',
  });
}
