// bytes: made by str.encode, shown by repr, turned back by decode.
import { PyError } from '../template-error.ts';
import { textArgument } from './convert.ts';
import { reprText } from './print.ts';
import { methodTable } from './signature.ts';
import { PyBytes, type Value } from './values.ts';

const CODECS: ReadonlyMap<string, 'utf8' | 'ascii' | 'latin1' | 'utf16le'> = new Map([
  ['utf8', 'utf8'],
  ['u8', 'utf8'],
  ['ascii', 'ascii'],
  ['usascii', 'ascii'],
  ['latin1', 'latin1'],
  ['iso88591', 'latin1'],
  ['utf16le', 'utf16le'],
]);
const LIMITS = { utf8: 0x110000, ascii: 0x80, latin1: 0x100, utf16le: 0x110000 };

function codecOf(encoding: Value): 'utf8' | 'ascii' | 'latin1' | 'utf16le' {
  const name = textArgument(encoding, 'encoding');
  const codec = CODECS.get(name.toLowerCase().replace(/[-_ ]/g, ''));
  if (!codec) throw new PyError('LookupError', `unknown encoding: ${name}`);
  return codec;
}

export function encode(text: string, encoding: Value, errors: Value): PyBytes {
  const codec = codecOf(encoding);
  const policy = textArgument(errors, 'errors');
  let encodable = '';
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    const isEncodable = code < LIMITS[codec] && (code < 0xd800 || code > 0xdfff);
    encodable += isEncodable ? char : unencodable(char, code, codec, policy);
  }
  return new PyBytes(Buffer.from(encodable, codec));
}

function unencodable(char: string, code: number, codec: string, policy: string): string {
  if (policy === 'ignore') return '';
  if (policy === 'replace') return '?';
  if (policy === 'xmlcharrefreplace') return `&#${code};`;
  if (policy === 'backslashreplace') return reprText(char).slice(1, -1);
  throw new PyError(
    'UnicodeEncodeError',
    `'${codec}' codec can't encode character U+${code.toString(16).padStart(4, '0')}`,
  );
}

function decode({ bytes }: PyBytes, encoding: Value, errors: Value): string {
  const codec = codecOf(encoding);
  const isStrict = textArgument(errors, 'errors') === 'strict';
  const isWrong = codec === 'ascii' && bytes.some((byte) => byte > 0x7f);
  if (isWrong && isStrict) throw new PyError('UnicodeDecodeError', "'ascii' codec can't decode");
  if (codec !== 'utf8') return Buffer.from(bytes).toString(codec);
  try {
    return new TextDecoder('utf-8', { fatal: isStrict, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new PyError('UnicodeDecodeError', "'utf-8' codec can't decode");
  }
}

export const BYTES_METHODS = methodTable<PyBytes>({
  'decode(encoding="utf-8", errors="strict")': decode,
  'hex()': (self) => Buffer.from(self.bytes).toString('hex'),
});
