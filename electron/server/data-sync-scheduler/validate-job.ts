// What the Data-Sync-Scheduler says of a job that it does not take: its texts, in the order in which its `schema` library
// (0.7.7) finds things. Facts of its public source; marked where Wherry takes more than it does.
import type { JsonObject } from '#shared/json.ts';
import { NamedInterval } from '#shared/schedule.ts';

export interface WantedJob {
  jobName: string;
  schedule: string;
  connectorConfig: JsonObject;
}

const SCHEDULES = NamedInterval.options.map((name) => `'${name}'`).join(', ');

/** By field: the value as it is stored, or the message. */
const FIELDS: Readonly<Record<string, (value: unknown) => { value: unknown } | { message: string }>> = {
  job_name(value) {
    const name = typeof value === 'string' ? value.trim() : '';
    return name.length >= 3 && name.length <= 25
      ? { value: name }
      : { message: 'Invalid job name, must be between 3 and 25 characters' };
  },
  connector_type(value) {
    const type = typeof value === 'string' ? value.trim().toUpperCase() : '';
    return type === 'S3' ? { value: type } : { message: "Invalid connector type, supported one: ['S3']" };
  },
  schedule(value) {
    const text = typeof value === 'string' ? value.trim() : '';
    const named = NamedInterval.safeParse(text.toLowerCase());
    if (named.success) return { value: named.data };
    // Cron, which its author lists as the next step; what it says is then asked by job.save.
    return text.split(/\s+/).length === 5
      ? { value: text }
      : { message: `Invalid schedule, supported one: [${SCHEDULES}]` };
  },
  connector_config: (value) =>
    isObject(value) && Object.keys(value).length > 0
      ? { value }
      : { message: 'Invalid connector config, must be a non-empty dictionary' },
};

/** @param isChange fields may be left out */
export function validateJob(body: unknown, isChange = false): Partial<WantedJob> | { message: string } {
  if (!isObject(body)) return { message: `${repr(body)} should be instance of 'dict'` };
  const found: Record<string, unknown> = {};
  // Dictionaries come last there.
  const entries = Object.entries(body).toSorted(
    ([, one], [, other]) => Number(isObject(one)) - Number(isObject(other)),
  );
  for (const [name, value] of entries) {
    const checked = Object.hasOwn(FIELDS, name) ? FIELDS[name]!(value) : null;
    if (checked !== null && 'message' in checked) return checked;
    if (checked !== null) found[name] = checked.value;
  }
  const missing = Object.keys(FIELDS).filter((name) => !Object.hasOwn(body, name));
  if (missing.length > 0 && !isChange) return { message: `Missing ${keys(missing)}: ${names(missing)}` };
  const wrong = Object.keys(body).filter((name) => !Object.hasOwn(FIELDS, name));
  if (wrong.length > 0) return { message: `Wrong ${keys(wrong)} ${names(wrong)} in ${repr(body)}` };
  return {
    ...('job_name' in found && { jobName: String(found['job_name']) }),
    ...('schedule' in found && { schedule: String(found['schedule']) }),
    ...(isObject(found['connector_config']) && { connectorConfig: found['connector_config'] }),
  };
}

function keys({ length }: string[]): string {
  return length > 1 ? 'keys' : 'key';
}

function names(of: string[]): string {
  return of.map(repr).toSorted().join(', ');
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** As Python writes what came as JSON. */
function repr(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'string') return pythonText(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return `[${value.map((item: unknown) => repr(item)).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${pythonText(key)}: ${repr(item)}`)
    .join(', ')}}`;
}

const NAMED: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** In single quotes, but for one that holds such and no double ones. */
function pythonText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll(/[\\\p{Cc}]/gu, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(2, '0');
    return NAMED[character] ?? `\\x${code}`;
  });
  return quote + escaped.replaceAll(quote, `\\${quote}`) + quote;
}
