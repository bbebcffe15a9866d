// Rows of an S3 bucket.
import type { S3Credentials } from '#shared/s3-source.ts';
import { useDraft } from '../draft/draft-context.tsx';
import { SecretRow } from '../fields/secret-row.tsx';
import { SwitchRow } from '../fields/switch-row.tsx';
import { TextRow } from '../fields/text-row.tsx';
import { VariantRow } from '../fields/variant-row.tsx';

export function S3Rows() {
  return (
    <>
      <TextRow
        path="source.bucket"
        title="Bucket"
        description="Its name, without s3://."
        placeholder="my-bucket"
        isCode
      />
      <TextRow
        path="source.region"
        title="Region"
        description="Where the bucket is. Empty: that of the profile or the environment, else us-east-1."
        placeholder="eu-central-1"
        isCode
        isNullable
      />
      <TextRow
        path="source.endpoint"
        title="Endpoint"
        description="Of servers that are not Amazon’s: MinIO, R2, Ceph."
        placeholder="Amazon S3"
        isCode
        isNullable
      />
      <SwitchRow
        path="source.forcePathStyle"
        title="Bucket in the path"
        description="Most servers that are not Amazon’s want the bucket behind the server’s name, not before it."
      />
      <CredentialRows />
    </>
  );
}

const KINDS: Readonly<Record<S3Credentials['kind'], string>> = {
  keys: 'Access key and secret key',
  profile: 'A profile of the AWS tools',
  environment: 'What this computer has',
};

function beginning(kind: S3Credentials['kind']): { kind: S3Credentials['kind'] } {
  const keys = { accessKeyId: '', secretAccessKey: 's3-secret-key', sessionToken: null };
  return { kind, ...(kind === 'keys' && keys), ...(kind === 'profile' && { profile: 'default' }) };
}

function CredentialRows() {
  const kind = useDraft(({ rule: { source } }) => ('credentials' in source ? source.credentials.kind : null));
  return (
    <>
      <VariantRow
        path="source.credentials"
        title="Login"
        description="Whose rights are used. What this computer has: the environment, the profile default, or its role."
        names={KINDS}
        begin={beginning}
      />
      {kind === 'keys' && (
        <>
          <TextRow
            path="source.credentials.accessKeyId"
            title="Access key"
            description="Its id, which is no secret."
            placeholder="AKIA…"
            isCode
          />
          <SecretRow
            path="source.credentials.secretAccessKey"
            name="s3-secret-key"
            title="Secret key"
            description="Stored apart from the rule, never shown again."
          />
          <SecretRow
            path="source.credentials.sessionToken"
            name="s3-session-token"
            title="Session token"
            description="Only with keys that end with a session."
            isOptional
          />
        </>
      )}
      {kind === 'profile' && (
        <TextRow
          path="source.credentials.profile"
          title="Profile"
          description="Its name in ~/.aws/config of the account that runs Wherry."
          isCode
        />
      )}
    </>
  );
}
