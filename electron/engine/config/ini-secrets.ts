// Keeps passwords out of what is said about an INI file: messages cite its text, and a forgotten `=` or a wrong
// indentation can put a password anywhere.

const SECRET_WORD = /pass|token|secret|pwd/i;

/** True for keys whose value must not be shown. */
export function isSecretKey(key: string): boolean {
  return SECRET_WORD.test(key);
}

/**
 * The text in quotes, cut to 60 characters, for a message; or a stand-in where it may hold a secret.
 * @param near what stands before it and may say what it is: its key, the line above
 */
export function cite(text: string, near = ''): string {
  if (isSecretKey(text) || isSecretKey(near)) return 'a line that is not shown (it may hold a secret)';
  return `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
}

/**
 * The name of a key or section as it may be shown. Whole where it can hold no secret; a token whose `=` was forgotten
 * (`api_token eyJhbGci…==`) or that stands below its key (`api_token =`) reads as a name.
 */
export function shownName(name: string, above: string): string {
  if (isSecretKey(above) && /[=:]$/.test(above)) return '…';
  const [word = ''] = name.split(/[^\w-]/, 1);
  return isSecretKey(name) && word !== name ? `${word} …` : name;
}
