// Reads text as a POSIX shell does, as far as quoting goes: which quotes and substitutions are open after it.

export type ShContext =
  | 'single quotes'
  | 'double quotes'
  | 'command substitution'
  | 'parentheses'
  | 'arithmetic'
  | 'backquotes'
  | 'a parameter expansion'
  | 'a comment';

export interface ShState {
  /** What is open, the innermost last. `depth` counts the parentheses within arithmetic. */
  contexts: { kind: ShContext; depth: number }[];
  /** A backslash waits for its character. */
  isEscaped: boolean;
  isAfterDollar: boolean;
  /** In the name of a variable, `$na…`. */
  isInName: boolean;
  /** Nothing of the next word is read yet. */
  isWordStart: boolean;
  /** The word is, or would be, the command's name. */
  isCommandPosition: boolean;
  /** The unquoted word so far. */
  word: string;
  /** The last character, where two make an operator. */
  previous: string;
  /** Something that is not followed: from here on nothing is known. */
  lost: { what: string; instead: string } | null;
}

export function startSh(): ShState {
  return {
    contexts: [],
    isEscaped: false,
    isAfterDollar: false,
    isInName: false,
    isWordStart: true,
    isCommandPosition: true,
    word: '',
    previous: '',
    lost: null,
  };
}

export function readSh(state: ShState, text: string): void {
  for (const char of text) {
    if (state.lost !== null) return;
    read(state, char);
  }
}

function read(state: ShState, char: string): void {
  switch (state.contexts.at(-1)?.kind) {
    case undefined:
    case 'command substitution':
    case 'parentheses':
      return unquoted(state, char);
    case 'double quotes':
      return doubleQuoted(state, char);
    case 'single quotes':
      if (char === "'") close(state);
      else if (char === '\\' && state.previous === "$'") lose(state, "$'…' with a backslash", 'use \'…\' or "…"');
      return;
    case 'a comment':
      if (char === '\n') {
        close(state);
        newCommand(state);
      }
      return;
    case 'backquotes':
      if (state.isEscaped) state.isEscaped = false;
      else if (char === '\\') state.isEscaped = true;
      else if (char === '`') close(state);
      return;
    case 'a parameter expansion':
      if (char === '}') close(state);
      else if (/[\\'"`${]/.test(char))
        lose(state, '${…} with quotes or another expansion inside', 'set a shell variable first');
      return;
    case 'arithmetic':
      return arithmetic(state, char);
  }
}

function open(state: ShState, kind: ShContext): void {
  state.contexts.push({ kind, depth: 0 });
  state.isAfterDollar = false;
  state.isInName = false;
}

function openInWord(state: ShState, kind: ShContext): void {
  inWord(state, 'q');
  open(state, kind);
}

function close(state: ShState): void {
  const closed = state.contexts.pop();
  // What the words outside were is forgotten; at worst a value is quoted that needn't be.
  if (closed?.kind === 'command substitution' || closed?.kind === 'parentheses') state.isCommandPosition = true;
  state.isWordStart = false;
  state.previous = '';
}

function lose(state: ShState, what: string, instead: string): void {
  state.lost = { what, instead };
}

function newCommand(state: ShState): void {
  state.isWordStart = true;
  state.isCommandPosition = true;
  state.word = '';
}

/** Before a line break it would join what stands on both sides to another operator. */
function loseAtBackslash(state: ShState): void {
  lose(state, 'a backslash directly after an operator', 'leave the backslash out');
}

/** What may follow a `$`; true: the character was part of it. */
function afterDollar(state: ShState, char: string): boolean {
  state.isAfterDollar = false;
  if (char === '(') {
    open(state, 'command substitution');
    newCommand(state);
    state.previous = '$(';
    return true;
  }
  if (char === '{') {
    open(state, 'a parameter expansion');
    return true;
  }
  state.isInName = /[A-Za-z_]/.test(char);
  return state.isInName || /[0-9@*#?$!-]/.test(char);
}

function doubleQuoted(state: ShState, char: string): void {
  if (state.isEscaped) {
    state.isEscaped = false;
    return;
  }
  if (state.isAfterDollar && char === '\\') return loseAtBackslash(state);
  if (state.isAfterDollar && afterDollar(state, char)) return;
  if (state.isInName && /\w/.test(char)) return;
  state.isInName = false;
  if (char === '\\') state.isEscaped = true;
  else if (char === '"') close(state);
  else if (char === '`') open(state, 'backquotes');
  else if (char === '$') state.isAfterDollar = true;
}

function unquoted(state: ShState, char: string): void {
  const { previous } = state;
  state.previous = char;
  if (state.isEscaped) {
    state.isEscaped = false;
    if (char !== '\n') inWord(state, char);
    return;
  }
  // `$((`: the parenthesis that `$(` was followed by.
  if (previous === '$(' && char === '(') {
    state.contexts.pop();
    open(state, 'arithmetic');
    return;
  }
  if (state.isAfterDollar) {
    if (afterDollar(state, char)) return inWord(state, char);
    if (char === "'") {
      openInWord(state, 'single quotes');
      state.previous = "$'";
      return;
    }
  }
  if (state.isInName && /\w/.test(char)) return;
  state.isInName = false;
  special(state, char, previous);
}

function special(state: ShState, char: string, previous: string): void {
  switch (char) {
    case '\\':
      if (previous !== '' && '$(<'.includes(previous.charAt(0))) return loseAtBackslash(state);
      state.isEscaped = true;
      return;
    case "'":
      return openInWord(state, 'single quotes');
    case '"':
      return openInWord(state, 'double quotes');
    case '`':
      return openInWord(state, 'backquotes');
    case '$':
      state.isAfterDollar = true;
      return inWord(state, '$');
    case ' ':
    case '\t':
      return endWord(state);
    case '\n':
    case ';':
    case '&':
    case '|':
      endWord(state);
      return newCommand(state);
    case '(':
      if (previous === '(') return lose(state, '((…))', 'compute it in the template');
      endWord(state);
      open(state, 'parentheses');
      return newCommand(state);
    case ')':
      endWord(state);
      if (state.contexts.length > 0) close(state);
      state.isWordStart = true;
      return;
    case '<':
    case '>':
      if (char === '<' && previous === '<')
        return lose(state, 'a here-document', "give the text in another way: printf '%s' {{ value }} | …");
      state.isWordStart = true;
      state.word = char;
      return;
    case '#':
      if (state.isWordStart) return open(state, 'a comment');
      return inWord(state, char);
    default:
      return inWord(state, char);
  }
}

function inWord(state: ShState, char: string): void {
  state.isWordStart = false;
  state.word += char;
}

/** Words that are followed by a command. */
const PREFIX = /^(?:if|then|else|elif|do|while|until|!|\{|time)$/;

/** Commands that evaluate their words once more, which no quoting survives. */
const RUNS_AGAIN: ReadonlyMap<string, string> = new Map([
  ['eval', 'leave eval out'],
  ['let', 'compute it in the template'],
  ['[[', 'write [ … ] instead'],
]);

function endWord(state: ShState): void {
  const { word } = state;
  state.isWordStart = true;
  state.isInName = false;
  state.isAfterDollar = false;
  if (word === '') return;
  if (word === 'case' && state.contexts.length > 0) lose(state, 'case inside $(…)', 'write the case outside of it');
  const instead = state.isCommandPosition ? RUNS_AGAIN.get(word) : undefined;
  if (instead !== undefined) lose(state, word, instead);
  const isAssignment = /^[A-Za-z_]\w*=/.test(word);
  if (!PREFIX.test(word) && !isAssignment && !/^[<>]/.test(word)) state.isCommandPosition = false;
  state.word = '';
}

/** Inside `$((…))`. */
function arithmetic(state: ShState, char: string): void {
  const context = state.contexts.at(-1);
  if (!context) return;
  const { previous } = state;
  state.previous = char;
  if (char === '(' && previous !== '$') context.depth += 1;
  else if (char === ')' && context.depth > 0) context.depth -= 1;
  else if (char === ')' && previous === ')') close(state);
  else if (char === ')') state.previous = ')';
  else if (previous === ')' && context.depth === 0) lose(state, '$( (…) )', 'write it without the inner parentheses');
  else if (/[\\'"`#]/.test(char) || (previous === '$' && /[({]/.test(char)))
    lose(state, 'quotes or expansions in $((…))', 'set a shell variable first');
}
