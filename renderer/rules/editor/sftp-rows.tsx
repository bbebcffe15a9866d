// How to reach the SFTP server of a source.
import { NumberRow } from '../fields/number-row.tsx';
import { SecretRow } from '../fields/secret-row.tsx';
import { TextRow } from '../fields/text-row.tsx';

export function SftpRows() {
  return (
    <>
      <TextRow
        path="source.sftp.host"
        title="SFTP server"
        description="Its name or address; the bytes of the files come from there."
        placeholder="sftp.example.com"
        isCode
      />
      <NumberRow path="source.sftp.port" title="SFTP port" description="Usually 22." min={1} />
      <TextRow path="source.sftp.username" title="SFTP user" description="The login that may read the files." isCode />
      <SecretRow
        path="source.sftp.password"
        name="sftp-password"
        title="SFTP password"
        description="Stored apart from the rule, never shown again."
        isOptional
      />
      <TextRow
        path="source.sftp.hostKey"
        title="Host key"
        description="The fingerprint that the SFTP server must show. Empty: the first one that is seen is trusted from then on."
        placeholder="SHA256:…"
        isCode
        isNullable
      />
    </>
  );
}
