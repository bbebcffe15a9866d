// What evaluated templates run in: variables, the state of autoescape, and where the output goes.
import { spendText } from '../budget.ts';
import type { FilterContext } from '../filters/filter.ts';
import { pyStr } from '../python/print.ts';
import { isStr, Markup, typeName, Verbatim, type Value, type Variables } from '../python/values.ts';
import { PyError } from '../template-error.ts';

/** Takes the output of a template piece by piece. */
export interface Sink {
  /** Text of the template itself. */
  literal(text: string): void;
  /** What a `{{ }}` evaluated to, and how it prints. */
  value(value: Value, text: string): void;
  /** The template has ended. */
  end(): void;
}

export class TextSink implements Sink {
  text = '';
  literal(text: string): void {
    this.text += text;
    spendText(this.text.length);
  }
  value(_: Value, text: string): void {
    this.literal(text);
  }
  end(): void {}
}

/** Variables by name: those that the template sets at its top level, then those given, then Jinja2's own. */
export class Context {
  readonly set = new Map<string, Value>();
  private readonly given: Variables;
  private readonly globals: Variables;

  constructor(given: Variables, globals: Variables) {
    this.given = given;
    this.globals = globals;
  }

  resolve(name: string): Value | undefined {
    for (const variables of [this.set, this.given, this.globals]) {
      const value = variables.get(name);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  /** The same with more variables, which the template can't set for this one. */
  derived(more: Variables): Context {
    return new Context(new Map([...this.given, ...this.set, ...more]), this.globals);
  }
}

export interface Runtime extends FilterContext {
  autoescape: boolean;
  /** Offset of what is being evaluated, for errors. */
  position: number;
}

/** One invocation of a template, macro, block or recursive loop; closures keep the outer ones alive. */
export class Frame {
  readonly slots: (Value | undefined)[];
  readonly outer: Frame | null;
  readonly runtime: Runtime;
  readonly context: Context;

  constructor(size: number, outer: Frame | null, runtime: Runtime, context: Context) {
    this.slots = Array.from<Value | undefined>({ length: size });
    this.outer = outer;
    this.runtime = runtime;
    this.context = context;
  }
}

export type Evaluate = (frame: Frame) => Value;
export type Execute = (frame: Frame, sink: Sink) => void;

/** The output of `execute` as the value that it has in an expression. */
export function captured(execute: Execute, frame: Frame): string {
  const sink = new TextSink();
  execute(frame, sink);
  return sink.text;
}

/** Writes the result of a filter or macro as it is: unlike a `{{ }}` it has to be text. */
export function writeText(sink: Sink, value: Value): void {
  if (!isStr(value) && !(value instanceof Verbatim)) {
    throw new PyError('TypeError', `sequence item: expected str instance, ${typeName(value)} found`);
  }
  sink.value(value, pyStr(value));
}

export function markedIf(autoescape: boolean, text: string): Value {
  return autoescape ? new Markup(text) : text;
}
