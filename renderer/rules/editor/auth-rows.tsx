import type { SecretName } from '#shared/secret.ts';
import type { Auth } from '#shared/source.ts';
import { useDraft } from '../draft/draft-context.tsx';
import { SecretRow } from '../fields/secret-row.tsx';
import { TextRow } from '../fields/text-row.tsx';
import { VariantRow } from '../fields/variant-row.tsx';

const KINDS: Readonly<Record<Auth['kind'], string>> = {
  bearer: 'Token',
  login: 'User and password, token on demand',
  basic: 'User and password (basic)',
  none: 'None',
};

function nameOf(name: string): SecretName {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a brand, and not an empty name
  return name as SecretName;
}

/** A new kind of login keeps what the one before it had as well. */
function authOf(kind: Auth['kind'], before: Auth): Auth {
  const username = 'username' in before ? before.username : '';
  switch (kind) {
    case 'bearer':
      return { kind, token: nameOf('api-token') };
    case 'basic':
      return { kind, username, password: nameOf('login-password') };
    case 'login':
      return { kind, username, password: nameOf('login-password'), clientId: '' };
    case 'none':
      return { kind };
  }
}

const NO_AUTH: Auth = { kind: 'none' };

/** How requests to the API are authenticated. */
export function AuthRows() {
  const auth = useDraft(({ rule }) => (rule.source.kind === 'bettrdata' ? rule.source.auth : NO_AUTH));
  return (
    <>
      <VariantRow
        path="source.auth"
        title="Login to the API"
        description="How requests to the instance are authenticated."
        names={KINDS}
        begin={(kind) => authOf(kind, auth)}
      />
      {auth.kind === 'bearer' && (
        <SecretRow
          path="source.auth.token"
          name="api-token"
          title="API token"
          description="Sent with each request. Stored apart from the rule, never shown again."
        />
      )}
      {(auth.kind === 'basic' || auth.kind === 'login') && (
        <>
          <TextRow path="source.auth.username" title="API user" description="The user of the instance." isCode />
          <SecretRow
            path="source.auth.password"
            name="login-password"
            title="API password"
            description="Stored apart from the rule, never shown again."
          />
        </>
      )}
      {auth.kind === 'login' && (
        <TextRow
          path="source.auth.clientId"
          title="Client id"
          description="What the instance calls this installation; its administrator knows it."
          isCode
        />
      )}
    </>
  );
}
