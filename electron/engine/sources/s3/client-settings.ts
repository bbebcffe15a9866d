// The settings of a rule in the SDK's words.
import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import type { S3Credentials, S3Settings } from '#shared/s3-source.ts';
import type { SourceContext } from '../source.ts';

const CONNECT_MS = 10_000;

export function clientSettings(settings: S3Settings, secret: SourceContext['secret']): S3ClientConfig {
  const { region, endpoint, forcePathStyle, credentials } = settings;
  const regionHere = region ?? regionOf(credentials);
  return {
    ...(regionHere === null ? {} : { region: regionHere }),
    ...(credentials.kind === 'profile' ? { profile: credentials.profile } : {}),
    ...(endpoint === null ? { followRegionRedirects: true } : { endpoint }),
    forcePathStyle,
    credentials: credentialsOf(credentials, secret),
    maxAttempts: 1,
    // Whole objects are verified by verify-object.ts; of a part there is nothing to compare.
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestChecksumCalculation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: settings.idleTimeoutMs },
  };
}

/** Null: the SDK reads it from the profile. */
function regionOf({ kind }: S3Credentials): string | null {
  if (kind === 'profile') return null;
  return process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'] ?? 'us-east-1';
}

function credentialsOf(
  credentials: S3Credentials,
  secret: SourceContext['secret'],
): NonNullable<S3ClientConfig['credentials']> {
  switch (credentials.kind) {
    case 'keys': {
      const { accessKeyId, secretAccessKey, sessionToken } = credentials;
      const session = sessionToken === null ? {} : { sessionToken: secret(sessionToken) };
      return { accessKeyId, secretAccessKey: secret(secretAccessKey), ...session };
    }
    case 'profile':
      return fromNodeProviderChain({ profile: credentials.profile });
    case 'environment':
      return fromNodeProviderChain();
  }
}
