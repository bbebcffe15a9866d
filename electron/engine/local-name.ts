// Names for local files, made of whatever a server calls its own (b41, b42). The same name and platform always give
// the same local name, and a local name gives itself.

/** Linux and macOS count bytes of UTF-8, Windows UTF-16 units; 15 of 255 are left for a suffix. */
const LONGEST = 240;
/** Longer ones are no extensions but names with a dot. */
const EXTENSION = /(?<=.)(?:\.tar)?\.[^.\s]{1,20}$/s;
/** Devices of Windows, also with an extension, and also with spaces before it. */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])(?: *\.| *$)/i;

/** One name, without separators or control characters, that the platform's file systems accept. */
export function localName(name: string, platform: NodeJS.Platform): string {
  const composed = name.toWellFormed().normalize('NFC');
  const plain = composed.replace(/[\p{Cc}/]/gu, '_').replace(/^\.{0,2}$/, (dots) => '_'.repeat(dots.length || 1));
  if (platform !== 'win32') return shortened(plain, (text) => Buffer.byteLength(text));
  const accepted = plain.replace(/[<>:"\\|?*]/g, '_');
  const free = RESERVED.test(accepted) ? `_${accepted}` : accepted;
  return withoutTrail(shortened(free, (text) => text.length));
}

/** `report.csv` and `a1b2c3` give `report_a1b2c3.csv`. The suffix may come from a server, too. */
export function withSuffix(name: string, suffix: string): string {
  const extension = extensionOf(name);
  const stem = name.slice(0, name.length - extension.length);
  return `${stem}_${suffix.replace(/[^\w-]/g, '_')}${extension}`;
}

/**
 * What tells a file from another one of its name: the end of the record's id (b41), or our number where the id is a
 * path, whose end tells nothing.
 */
export function suffixOf({ id, externalId }: { id: number; externalId: string }): string {
  return /[./\\]/.test(externalId) ? String(id) : localName(externalId, process.platform).slice(-6);
}

/** The name itself at first, then with the suffix, then with `suffix_2`, `suffix_3`, … */
export function nameCandidate(name: string, suffix: string, attempt: number): string {
  if (attempt === 0) return name;
  return withSuffix(name, attempt === 1 ? suffix : `${suffix}_${attempt}`);
}

function extensionOf(name: string): string {
  return EXTENSION.exec(name)?.[0] ?? '';
}

/** Cut at the end of the stem, between characters. */
function shortened(name: string, sizeOf: (text: string) => number): string {
  if (sizeOf(name) <= LONGEST) return name;
  const extension = extensionOf(name);
  const characters = Array.from(name.slice(0, name.length - extension.length));
  const room = LONGEST - sizeOf(extension);
  let size = 0;
  const end = characters.findIndex((character) => (size += sizeOf(character)) > room);
  return characters.slice(0, end).join('') + extension;
}

/** Windows drops dots and spaces at the end of a name. */
function withoutTrail(name: string): string {
  return name.replace(/[. ]+$/, (trail) => '_'.repeat(trail.length));
}
