// Bytes of foreign programs as text: UTF-8 where they are UTF-8, otherwise windows-1252, in which every byte is
// a character; so an old Windows program's umlauts can be read and nothing is lost.

const utf8 = new TextDecoder('utf-8', { fatal: true });
const windows1252 = new TextDecoder('windows-1252');

/** @param isCut the bytes were cut out of a longer stream, so that they may begin or end within a character */
export function decode(bytes: Uint8Array, isCut: boolean): string {
  const whole = isCut ? withoutHalfCharacters(bytes) : bytes;
  try {
    return utf8.decode(whole);
  } catch {
    return windows1252.decode(bytes); // the way to ask whether bytes are valid UTF-8 is to decode them
  }
}

function withoutHalfCharacters(bytes: Uint8Array): Uint8Array {
  let start = 0;
  while (start < 3 && isContinuation(bytes[start])) start++;
  let lead = bytes.length - 1;
  while (lead > bytes.length - 4 && isContinuation(bytes[lead])) lead--;
  const isWhole = lead < start || lead + lengthOfCharacter(bytes[lead]) <= bytes.length;
  return bytes.subarray(start, isWhole ? bytes.length : lead);
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

function lengthOfCharacter(lead: number | undefined): number {
  if (lead === undefined || lead < 0xc0) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}
