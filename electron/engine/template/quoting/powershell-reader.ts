// Reads text as PowerShell does, as far as quoting goes. Its typographic quotes are quotes too.

export type PowerShellContext =
  | 'single quotes'
  | 'double quotes'
  | 'parentheses'
  | 'a comment'
  | 'a block comment'
  | 'a variable name';

export interface PowerShellState {
  contexts: PowerShellContext[];
  /** A backtick waits for its character. */
  isEscaped: boolean;
  /** After a `$` or in the name behind it. */
  isInName: boolean;
  isWordStart: boolean;
  previous: string;
  lost: { what: string; instead: string } | null;
}

export function startPowerShell(): PowerShellState {
  return { contexts: [], isEscaped: false, isInName: false, isWordStart: true, previous: '', lost: null };
}

const SINGLE = /['\u2018\u2019\u201a\u201b]/;
const DOUBLE = /["\u201c\u201d\u201e]/;

export function readPowerShell(state: PowerShellState, text: string): void {
  for (const char of text) {
    if (state.lost !== null) return;
    read(state, char);
    state.previous = char;
  }
}

function read(state: PowerShellState, char: string): void {
  switch (state.contexts.at(-1)) {
    case undefined:
    case 'parentheses':
      return unquoted(state, char);
    case 'double quotes':
      return doubleQuoted(state, char);
    case 'single quotes':
      if (SINGLE.test(char)) close(state);
      return;
    case 'a comment':
      if (char === '\n' || char === '\r') {
        close(state);
        state.isWordStart = true;
      }
      return;
    case 'a block comment':
      if (char === '>' && state.previous === '#') close(state);
      return;
    case 'a variable name':
      if (char === '}') close(state);
      return;
  }
}

function open(state: PowerShellState, context: PowerShellContext): void {
  state.contexts.push(context);
  state.isInName = false;
  state.isWordStart = context === 'parentheses';
}

function close(state: PowerShellState): void {
  state.contexts.pop();
  state.isWordStart = false;
}

function lose(state: PowerShellState, what: string, instead: string): void {
  state.lost = { what, instead };
}

/** Follows `$name`, `${name}` and `$(`; true: the character is part of it. */
function variable(state: PowerShellState, char: string): boolean {
  const isFirst = state.previous === '$';
  if (isFirst && char === '(') {
    open(state, 'parentheses');
    return true;
  }
  if (isFirst && char === '{') {
    open(state, 'a variable name');
    return true;
  }
  state.isInName = /[\w:?^$]/.test(char) || char > '\x7f';
  return state.isInName;
}

function doubleQuoted(state: PowerShellState, char: string): void {
  if (state.isEscaped) {
    state.isEscaped = false;
    return;
  }
  if (state.isInName && !DOUBLE.test(char) && variable(state, char)) return;
  state.isInName = char === '$';
  if (char === '`') state.isEscaped = true;
  else if (DOUBLE.test(char)) close(state);
}

function unquoted(state: PowerShellState, char: string): void {
  if (state.isEscaped) {
    state.isEscaped = false;
    state.isWordStart = false;
    return;
  }
  if (state.isInName && !SINGLE.test(char) && !DOUBLE.test(char) && variable(state, char)) return;
  state.isInName = char === '$';
  if (state.previous === '@' && (SINGLE.test(char) || DOUBLE.test(char))) {
    lose(state, 'a here-string', 'use "…" instead');
  } else if (char === '%' && state.previous === '-') {
    lose(state, '--%', 'leave --% out; values are quoted by themselves');
  } else if (char === '`') state.isEscaped = true;
  else if (SINGLE.test(char)) open(state, 'single quotes');
  else if (DOUBLE.test(char)) open(state, 'double quotes');
  else if (char === '#' && state.previous === '<') open(state, 'a block comment');
  else if (char === '#' && state.isWordStart) open(state, 'a comment');
  else if (char === '(') open(state, 'parentheses');
  else if (char === ')' && state.contexts.length > 0) close(state);
  else state.isWordStart = /[\s;|&{},=]/.test(char);
}
