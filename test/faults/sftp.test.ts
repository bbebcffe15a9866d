// The file server misbehaves: a real OpenSSH behind a TCP proxy, the command line as an operator runs it.
import { afterAll, beforeAll, describe } from 'vitest';
import { type OpenSsh, opensshMissing, startOpenSsh } from '../servers/openssh.ts';
import { SFTP_FAULTS } from './sftp-faults.ts';
import { testFaults } from './test-faults.ts';

describe.skipIf(opensshMissing() !== null)('the files', () => {
  let ssh: OpenSsh;
  beforeAll(async () => {
    ssh = await startOpenSsh();
  });
  afterAll(() => ssh.stop());
  testFaults(SFTP_FAULTS, () => ssh);
});
