// Keeps passwords out of what is said about an INI file: messages cite its text, and a forgotten `=` or a wrong
// indentation can put a password anywhere.

const SECRET_WORD = /pass|token|secret|pwd/i;

/** True for keys whose value must not be shown. */
export function isSecretKey(key: string): boolean {
  return SECRET_WORD.test(key);
}

/**
 * The text in quotes, cut to 60 characters, for a message; or a stand-in where it may hold a secret.
 * @param near the key above, whose value the text may have been meant to be
 */
export function cite(text: string, near = ''): string {
  if (isSecretKey(text) || isSecretKey(near)) return 'a line that is not shown (it may hold a secret)';
  return `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
}

/** A key as it may be shown. `api_token eyJhbGci… = ` is a token whose `=` was forgotten: only its first word is. */
export function shownKey(key: string): string {
  const [word = ''] = key.split(/[^\w-]/, 1);
  return isSecretKey(key) && word !== key ? `${word} …` : key;
}
