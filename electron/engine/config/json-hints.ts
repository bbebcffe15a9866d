// What was probably meant where JSON goes wrong: operators copy filters from Python, from the Mongo shell and from mails.

interface Correction {
  message: string;
  hint: string;
}

const CORRECTIONS: readonly [RegExp, string, string][] = [
  [/^'/, 'JSON has no single quotes', 'Write double quotes: "…".'],
  [/^[“”„‟«»‘’]/, 'these are typographic quotes', 'Write straight double quotes: "…".'],
  [/^True\b/, 'True is Python', 'Write true.'],
  [/^False\b/, 'False is Python', 'Write false.'],
  [/^None\b/, 'None is Python', 'Write null.'],
  [/^(NaN|-?Infinity|undefined)\b/, 'JSON has no such value', 'Write a number, a text in double quotes or null.'],
  [/^ObjectId\s*\(/, 'ObjectId(…) is of the Mongo shell', 'Write the id as a text: "67a61639faa4f800168c60bf".'],
  [
    /^(ISODate|new\s+Date|Date)\s*\(/,
    'a date is not written like this in JSON',
    'Write {"$date": "2025-01-31T00:00:00Z"}.',
  ],
  [/^\/[/*]/, 'JSON has no comments', 'Begin the comment with # on a line of its own.'],
  [/^\/./, 'JSON has no regular expressions', 'Write {"$regex": "…"}.'],
  [/^[$\p{L}_][$\p{L}\p{N}_.]*\s*:/u, 'the key is not in quotes', 'Put it into double quotes.'],
];

/** What is expected where only the value itself can be wrong. */
export const A_VALUE = 'a value';

/** @param at where the parser stands @param expected what it needs there */
export function misspelt(text: string, at: number, expected: string): Correction {
  const rest = text.slice(at, at + 200);
  if (rest === '') {
    const message = `it ends too early: ${expected} is missing`;
    return { message, hint: 'Close every brace; each line of it must be indented deeper than its key, also the last.' };
  }
  if (at === 0 && rest.startsWith('[')) {
    return { message: 'it is an array', hint: 'Write an object: { "field": "value" }.' };
  }
  if (expected === A_VALUE && /^[-+]?[.\d]/.test(rest)) {
    return { message: 'this is no JSON number', hint: 'Write it as 1, -1 or 0.5.' };
  }
  for (const [pattern, message, hint] of CORRECTIONS) {
    if (pattern.test(rest)) return { message, hint };
  }
  return {
    message: `there should be ${expected} here`,
    hint: 'Write JSON, as in { "attributes.client_status": "FAILED" }.',
  };
}

/** True where a literal or number may end: so that `trueish` is not `true` and more. */
export function isLiteralEnd(text: string, at: number): boolean {
  return at >= text.length || /[\s,:\]}]/.test(text.charAt(at));
}
