// The bytes of an INI file as text. Python takes the locale's encoding; files of the old utility are UTF-8 or cp1252.
import { IniError } from './ini-error.ts';
import type { IniNote } from './ini-note.ts';

/** Bytes that cp1252 leaves undefined; Python refuses them, TextDecoder does not. */
const NOT_CP1252 = /[\x81\x8d\x8f\x90\x9d]/;

/** Throws UnicodeDecodeError for UTF-16 and for bytes that are neither UTF-8 nor cp1252. */
export function decodeIni(bytes: Uint8Array): { text: string; notes: IniNote[] } {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw undecodable('the file is saved as UTF-16');
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), notes: [] };
  } catch {
    const text = new TextDecoder('windows-1252').decode(bytes);
    if (NOT_CP1252.test(text)) throw undecodable('the file is neither UTF-8 nor Windows-1252');
    const line = text.slice(0, firstNonAscii(text)).split(/\r\n|\r|\n/).length;
    const message = 'the file is not UTF-8; it was read as Windows-1252 (cp1252). Save it as UTF-8 to be sure';
    return { text, notes: [{ line, section: null, key: null, message }] };
  }
}

function firstNonAscii(text: string): number {
  return text.search(/[\x80-\uffff]/);
}

function undecodable(message: string): IniError {
  return new IniError('UnicodeDecodeError', message, null, 'Save the file as UTF-8.');
}
