import { execFileSync } from 'node:child_process';

export interface Certificate {
  /** PEM. */
  key: string;
  /** PEM; its own authority: trust it to trust the server. */
  cert: string;
}

/** A new self-signed certificate for localhost and 127.0.0.1, or for other names. */
export function createCertificate(names = 'DNS:localhost,IP:127.0.0.1'): Certificate {
  const pem = execFileSync(
    'openssl',
    `req -x509 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=${names}
      -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -keyout - -out -`.split(/\s+/),
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const start = pem.indexOf('-----BEGIN CERTIFICATE');
  return { key: pem.slice(0, start), cert: pem.slice(start) };
}
