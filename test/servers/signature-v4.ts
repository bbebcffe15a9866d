// Whether a request is signed with the secret key (AWS Signature Version 4), computed anew from what came in.
import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The body is taken by the hash that the client has signed with the rest. */
export function isSigned({ method, url, headers }: IncomingMessage, secretKey: string): boolean {
  const parts = /^AWS4-HMAC-SHA256 Credential=[^/]+\/(\S+), ?SignedHeaders=(\S+), ?Signature=([0-9a-f]{64})$/.exec(
    headers.authorization ?? '',
  );
  if (parts === null) return false;
  const [, scope = '', signedHeaders = '', signature] = parts;
  const [path = '', query = ''] = (url ?? '').split('?');
  const canonical = [
    method,
    path,
    canonicalQuery(query),
    ...signedHeaders.split(';').map((name) => `${name}:${String(headers[name]).trim().replace(/ +/g, ' ')}`),
    '',
    signedHeaders,
    String(headers['x-amz-content-sha256']),
  ].join('\n');
  const text = ['AWS4-HMAC-SHA256', String(headers['x-amz-date']), scope, sha256(canonical)].join('\n');
  const key = scope.split('/').reduce<Buffer>((secret, part) => hmac(secret, part), Buffer.from(`AWS4${secretKey}`));
  return hmac(key, text).toString('hex') === signature;
}

function canonicalQuery(query: string): string {
  const pairs = query.split('&').filter(Boolean);
  return pairs
    .map((pair) => (pair.includes('=') ? pair : `${pair}=`))
    .toSorted()
    .join('&');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
