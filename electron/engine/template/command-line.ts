// A command's template to what is run: a line for a shell, every value quoted for its place, or a list of arguments.
import { spendText } from './budget.ts';
import type { Sink } from './evaluate/runtime.ts';
import { Verbatim, type Value, type Variables } from './python/values.ts';
import { ArgvWords, type Backslash } from './quoting/argv-words.ts';
import { createQuoter } from './quoting/create-quoter.ts';
import type { Shell } from './quoting/shell.ts';
import { compile } from './template.ts';

export interface CommandLineOptions {
  shell: Shell;
  /** `legacy`: values are substituted as they are, which lets them start other commands. */
  quoting: 'contextual' | 'legacy';
}

/** Throws TemplateError; a value that can't be quoted where it stands is one of type `QuotingError`. */
export function renderCommandLine(
  source: string,
  variables: Variables,
  { shell, quoting }: CommandLineOptions,
): string {
  const template = compile(source);
  if (quoting === 'legacy') return template.render(variables, { shell });
  const quoter = createQuoter(shell);
  const sink: Sink = {
    literal(text) {
      quoter.literal(text);
      spendText(quoter.output.length);
    },
    value(value, text) {
      if (isRaw(value)) quoter.literal(text);
      else quoter.value(original(value, text));
      spendText(quoter.output.length);
    },
    end: () => quoter.end(),
  };
  template.render(variables, { sink, shell });
  return quoter.output;
}

/**
 * The program and its arguments. A placeholder is part of the one word in which it stands; `{{ '' }}` alone is an
 * empty argument.
 * @param backslash of the template's own text; by default an ordinary character on Windows only
 */
export function renderArgv(
  source: string,
  variables: Variables,
  backslash: Backslash = process.platform === 'win32' ? 'literal' : 'escape',
): string[] {
  const words = new ArgvWords(backslash);
  let argv: string[] = [];
  const sink: Sink = {
    literal: (text) => words.literal(text),
    value: (value, text) => words.value(original(value, text)),
    end() {
      argv = words.end();
    },
  };
  compile(source).render(variables, { sink });
  return argv;
}

function isRaw(value: Value): boolean {
  return value instanceof Verbatim && value.kind === 'raw';
}

/** What `|quote` was applied to is quoted for its place like any value. */
function original(value: Value, text: string): string {
  return value instanceof Verbatim ? value.original : text;
}
