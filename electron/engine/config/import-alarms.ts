// [alarms]: when silence is told, and which address is pinged after a run.
import type * as z from 'zod';
import type { Alarms, Heartbeat } from '#shared/rule.ts';
import type { SecretName } from '#shared/secret.ts';
import type { SectionSettings } from './settings-reader.ts';

const HOUR_MS = 3_600_000;
/** A year. */
const MAX_HOURS = 8_760;

export function readAlarms(section: SectionSettings): z.input<typeof Alarms> {
  return {
    noFileMs: readHours(section, 'no_file_hours'),
    noSuccessMs: readHours(section, 'no_success_hours'),
    transientAfterMs: section.seconds('network_error_after', { min: 0 }),
    heartbeat: readHeartbeat(section),
  };
}

function readHours(section: SectionSettings, key: string): number | null {
  const hours = section.integer(key, { min: 1, max: MAX_HOURS });
  return hours === undefined ? null : hours * HOUR_MS;
}

function readHeartbeat(section: SectionSettings): z.input<typeof Heartbeat> | null {
  const url = readAddress(section, 'heartbeat_url', 'heartbeat-url');
  const failUrl = readAddress(section, 'heartbeat_fail_url', 'heartbeat-fail-url');
  const method = section.choice('heartbeat_method', ['get', 'post']);
  if (url !== undefined) return { url, failUrl: failUrl ?? null, method };
  if (failUrl !== undefined) section.note('heartbeat_fail_url', 'is not used, because heartbeat_url is blank');
  return null;
}

/** The address is never shown: whoever has it can ping in our name. */
function readAddress(section: SectionSettings, key: string, name: string): SecretName | undefined {
  const text = section.text(key);
  const isAddress = text !== undefined && /^https?:\/\/[^\s/]+/i.test(text) && URL.canParse(text);
  if (text !== undefined && !isAddress) {
    section.problem(
      key,
      'is no address that begins with https:// or http://',
      'Copy it from the service that watches.',
    );
  }
  return section.secret(key, name);
}
