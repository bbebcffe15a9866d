/**
 * The text on one line: control characters (line breaks and terminal escapes among them) and the marks that turn the
 * writing direction around are shown as `\u001b`. For everything that a stranger named and a person will read.
 */
export function escapeControls(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (character) =>
    character === '\n' ? '\\n' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
