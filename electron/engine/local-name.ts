// The local name of a file that a stranger has named (b42). Deterministic; the original is kept in the store.

/** ext4, APFS (bytes of UTF-8) and NTFS (UTF-16 units) all end at 255; some is left for a suffix. */
const MAX_LENGTH = 240;
/** Device names of Windows, with any extension. */
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])\s*(\.|$)/i;

/** One path segment that the platform accepts; never empty, `.` or `..`. */
export function localName(name: string, platform: NodeJS.Platform): string {
  const clean = name.toWellFormed().normalize('NFC').replace(/[/\p{Cc}]/gu, '_');
  const legal = platform === 'win32' ? windowsName(clean) : clean;
  const named = /^\.{0,2}$/.test(legal) ? `_${legal}` : legal;
  return shortened(named, MAX_LENGTH, platform);
}

/** `report.csv` and `a1b2c3` give `report_a1b2c3.csv`. */
export function withSuffix(name: string, suffix: string): string {
  const [stem, extension] = split(name);
  return `${stem}_${suffix}${extension}`;
}

function windowsName(name: string): string {
  const legal = name.replace(/[<>:"\\|?*]/g, '_').replace(/[. ]+$/, (end) => '_'.repeat(end.length));
  return RESERVED.test(legal) ? `_${legal}` : legal;
}

/** Shortens the stem, character by character so that none is cut in two, and keeps the extension. */
function shortened(name: string, max: number, platform: NodeJS.Platform): string {
  if (lengthOf(name, platform) <= max) return name;
  const [stem, extension] = split(name);
  const tail = lengthOf(extension, platform) <= 40 ? extension : '';
  const characters = Array.from(tail === '' ? name : stem);
  let used = lengthOf(tail, platform);
  let kept = '';
  for (const character of characters) {
    used += lengthOf(character, platform);
    if (used > max) break;
    kept += character;
  }
  return platform === 'win32' && tail === '' ? windowsName(kept) : `${kept}${tail}`;
}

function split(name: string): [stem: string, extension: string] {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot)];
}

function lengthOf(text: string, platform: NodeJS.Platform): number {
  return platform === 'win32' ? text.length : Buffer.byteLength(text);
}
