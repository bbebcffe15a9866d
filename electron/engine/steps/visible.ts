// Output of foreign programs made harmless for logs and terminals: an escape sequence in it is shown, not obeyed.
// Text for people only: control characters become their pictures (U+2400 and on), one for one.

// oxlint-disable-next-line no-control-regex -- finding them is its purpose
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
/** Characters that reorder or hide what follows them: bidirectional marks, line and paragraph separators. */
const DECEPTIVE = /[\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** Line breaks and tabs stay. */
export function visible(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(CONTROL, picture).replaceAll(DECEPTIVE, '\ufffd');
}

/** The same for what must stay on one line. */
export function visibleLine(text: string): string {
  return visible(text).replaceAll('\n', '\u2424').replaceAll('\t', ' ');
}

function picture(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}
