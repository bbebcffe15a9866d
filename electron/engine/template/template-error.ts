// What a template can go wrong with. Inside the folder errors are PyErrors, as Python would raise them;
// at its border (template.ts) they become TemplateErrors with the place in the source.
import { WherryError } from '../errors.ts';

/** An exception as Python or Jinja2 would raise it; never leaves this folder. */
export class PyError extends Error {
  override readonly name = 'PyError';
  /** `TypeError`, `UndefinedError`, `TemplateSyntaxError`, … */
  readonly pythonType: string;
  /** Offset in the normalized source; null: wherever the evaluation stands. */
  readonly position: number | null;

  constructor(pythonType: string, message: string, position: number | null = null) {
    super(message);
    this.pythonType = pythonType;
    this.position = position;
  }
}

/** Code of our own bounds: too many steps, too long a text. */
export const LIMIT = 'LimitError';

export class TemplateError extends WherryError {
  /** The class that Python would raise; `LimitError` and `QuotingError` are ours. */
  readonly pythonType: string;
  /** The message without the place. */
  readonly detail: string;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;

  constructor(pythonType: string, detail: string, place: { line: number; column: number }, cause?: unknown) {
    const { line, column } = place;
    super('template-error', `${detail} (line ${line}, column ${column})`, {
      kind: 'permanent',
      hint: hintFor(pythonType),
      cause,
    });
    this.pythonType = pythonType;
    this.detail = detail;
    this.line = line;
    this.column = column;
  }
}

function hintFor(pythonType: string): string {
  switch (pythonType) {
    case 'UndefinedError':
      return "Correct the name, or give a value for records that lack it: {{ file.name | default('') }}.";
    case 'QuotingError':
      return 'Put the placeholder where the message says, or switch the rule to argument mode.';
    case LIMIT:
      return 'Make the template smaller: it is stopped before it could use up the machine.';
    case 'TypeError':
      return 'Convert the value first, for example {{ recordCount | int }} or {{ recordCount | string }}.';
    default:
      return 'Correct the template at this place; docs/templates.md shows what is possible.';
  }
}

/** Line and column, both from 1, of an offset. */
export function placeOf(source: string, position: number): { line: number; column: number } {
  const before = source.slice(0, position);
  const line = before.split('\n').length;
  return { line, column: position - (before.lastIndexOf('\n') + 1) + 1 };
}
