// The one error class. Foreign errors (HTTP, ssh2, sqlite, spawn) become one in the border files only.
import type { ErrorData, ErrorKind } from '#shared/error.ts';

export interface ErrorOptions {
  kind: ErrorKind;
  /** What the operator should do next. */
  hint?: string;
  /** How long the other side asked us to stay away, in ms. */
  retryAfterMs?: number;
  cause?: unknown;
}

export class WherryError extends Error {
  override readonly name = 'WherryError';
  readonly code: string;
  readonly kind: ErrorKind;
  readonly hint: string | null;
  readonly retryAfterMs: number | null;

  constructor(code: string, message: string, { kind, hint, retryAfterMs, cause }: ErrorOptions) {
    super(message, { cause });
    this.code = code;
    this.kind = kind;
    this.hint = hint ?? null;
    this.retryAfterMs = retryAfterMs ?? null;
  }
}

/** Any thrown value as a WherryError; what nobody translated is a defect, hence `internal`. */
export function toWherryError(thrown: unknown): WherryError {
  if (thrown instanceof WherryError) return thrown;
  if (thrown instanceof Error && thrown.name === 'AbortError') return cancelled(thrown);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new WherryError('internal', message, { kind: 'internal', cause: thrown });
}

/** What an operation throws whose signal was aborted. */
export function cancelled(cause?: unknown): WherryError {
  return new WherryError('cancelled', 'stopped before it was done', { kind: 'cancelled', cause });
}

export function errorData({ code, message, kind, hint }: WherryError): ErrorData {
  return { code, message, kind, hint };
}
