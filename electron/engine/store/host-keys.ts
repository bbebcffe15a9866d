// Fingerprints of SFTP servers, trusted at first use.
import type { HostKeys } from '../sources/source.ts';
import type { Database } from './database.ts';

export function createHostKeys(db: Database, now: () => number): HostKeys {
  return {
    get(host, port) {
      const row = db.get('select fingerprint from host_key where host = ? and port = ?', host, port);
      return row === null ? null : String(row['fingerprint']);
    },
    trust(host, port, fingerprint) {
      db.run(
        'insert into host_key (host, port, fingerprint, first_seen_at) values (?, ?, ?, ?) on conflict do nothing',
        host,
        port,
        fingerprint,
        now(),
      );
    },
  };
}
