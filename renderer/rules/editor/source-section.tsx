import { sourceInWords } from '../rule-words.ts';
import { useDraft } from '../draft/draft-context.tsx';
import { JsonRow } from '../fields/json-row.tsx';
import { NumberRow } from '../fields/number-row.tsx';
import { SecretRow } from '../fields/secret-row.tsx';
import { TextRow } from '../fields/text-row.tsx';
import { AuthRows } from './auth-rows.tsx';
import { CheckPanel } from './check-panel.tsx';
import { SectionFrame } from './section-frame.tsx';

export function SourceSection() {
  const kind: string = useDraft(({ rule }) => rule.source.kind);
  return (
    <SectionFrame id="source">
      {kind === 'bettrdata' ? <BettrDataRows /> : <UnknownSource kind={kind} />}
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

/** A kind that this version has no rows for: nothing of it is lost, and all of it can be changed. */
function UnknownSource({ kind }: { kind: string }) {
  return (
    <JsonRow
      path="source"
      title={`Settings of ${sourceInWords(kind)}`}
      description="This version has no form for this kind of source, so here are its settings as JSON."
      minLines={10}
    />
  );
}
