import { useDraft } from '../draft/draft-context.tsx';
import { TextRow } from '../fields/text-row.tsx';
import { AuthRows } from './auth-rows.tsx';
import { CheckPanel } from './check-panel.tsx';
import { S3Rows } from './s3-rows.tsx';
import { SectionFrame } from './section-frame.tsx';
import { SftpRows } from './sftp-rows.tsx';
import { SourceKindRow } from './source-kind-row.tsx';

export function SourceSection() {
  const kind = useDraft(({ rule }) => rule.source.kind);
  return (
    <SectionFrame id="source">
      <SourceKindRow />
      {kind === 'bettrdata' && <BettrDataRows />}
      {kind === 'sftp' && (
        <>
          <SftpRows />
          <TextRow
            path="source.directory"
            title="Folder"
            description="On the server; without / in front it begins where the login ends."
            placeholder="/outgoing"
            isCode
          />
        </>
      )}
      {kind === 'folder' && (
        <TextRow
          path="source.directory"
          title="Folder"
          description="The whole path, of this computer or of a share that it has mounted."
          placeholder="/srv/outgoing"
          isCode
        />
      )}
      {kind === 's3' && <S3Rows />}
      <CheckPanel section="source" />
    </SectionFrame>
  );
}

function BettrDataRows() {
  return (
    <>
      <TextRow
        path="source.baseUrl"
        title="Address of the API"
        description="Where the BettrData instance answers, with https:// in front."
        placeholder="https://bettrdata.example.com"
        isCode
      />
      <AuthRows />
      <TextRow
        path="source.caFile"
        title="Certificate authority"
        description="A PEM file to trust in addition to those of the system. Leave it empty for public addresses."
        placeholder="None"
        isCode
        isNullable
      />
      <SftpRows />
    </>
  );
}
