// What the exit codes mean (b59), and how a failure is told on standard error.
import type { ErrorKind } from '#shared/error.ts';
import { escapeControls } from '#engine/escape-controls.ts';
import { toWherryError } from '#engine/errors.ts';

export const EXIT = { ok: 0, failed: 1, settings: 2, unreachable: 3, locked: 4, interrupted: 130 } as const;

export function exitCodeOf({ code, kind }: { code: string; kind: ErrorKind }): number {
  if (code === 'locked') return EXIT.locked;
  if (kind === 'config') return EXIT.settings;
  if (kind === 'transient') return EXIT.unreachable;
  return EXIT.failed;
}

/** Of several: what a person must mend first: settings, then the network, then files. */
export function worst(codes: readonly number[]): number {
  const order = [EXIT.settings, EXIT.unreachable, EXIT.failed];
  return order.find((code) => codes.includes(code)) ?? EXIT.ok;
}

/** Prints message and hint; a defect is printed with its stack. The message may have several lines of its own. */
export function reportFailure(thrown: unknown): number {
  const error = toWherryError(thrown);
  const text = error.kind === 'internal' ? (error.stack ?? error.message) : error.message;
  const lines = [...text.split('\n'), ...(error.hint === null ? [] : [error.hint])];
  process.stderr.write(`wherry: ${lines.map(escapeControls).join('\n  ')}\n`);
  return exitCodeOf(error);
}
