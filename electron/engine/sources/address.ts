// Host and port of a URL, as `net.connect` takes them.
import type { Source } from './source.ts';

export function addressOf(url: string): NonNullable<Source['address']> {
  const { hostname, port, protocol } = new URL(url);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || (protocol === 'https:' ? 443 : 80)) };
}
