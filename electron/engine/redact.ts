// The one place that knows every secret. Whatever leaves the engine as text (log, mail, error attribute, store,
// events) has gone through `text`; every record that is kept or given to a template has gone through `record`.
import type { Json, JsonObject } from '#shared/json.ts';
import { keepDigits } from './exact-json.ts';

const MASK = '[redacted]';
/** Keys of a record that hold a secret: `route.password`, `archivePasswords[].password`, tokens, keys. */
const SECRET_KEY = /pass(word|wd|phrase)s?$|secret|token|api_?key|private_?key|credential|authorization/i;
/** Shorter values would mask ordinary words all over the log; in records they are still masked by their key. */
const MIN_SETTING_LENGTH = 3;
const MIN_RECORD_LENGTH = 6;
/** A hostile source may send a new secret with each record; the oldest ones are forgotten. */
const MAX_RECORD_SECRETS = 1_000;

export interface Redactor {
  /** A secret of the settings; masked in every text from now on, also percent-encoded, in JSON and quoted for sh. */
  addSecret(value: string): void;
  text(text: string): string;
  /** Deep copy, values of secret keys replaced; they are masked in texts, too, from now on. */
  record(record: JsonObject): JsonObject;
}

export function createRedactor(): Redactor {
  const settings = new Set<string>();
  const records = new Set<string>();
  let pattern: RegExp | null = null;

  function learn(value: string): void {
    if (value.length < MIN_RECORD_LENGTH || records.has(value)) return;
    records.add(value);
    if (records.size > MAX_RECORD_SECRETS) records.delete(records.values().next().value!);
    pattern = null;
  }

  function copy(value: Json, isSecret: boolean): Json {
    if (Array.isArray(value)) return copyArray(value, isSecret);
    if (typeof value === 'object' && value !== null) return copyObject(value);
    if (!isSecret || value === null || value === '' || typeof value === 'boolean') return value;
    learn(String(value));
    return MASK;
  }

  function copyArray(array: Json[], isSecret: boolean): Json[] {
    const copied = array.map((item) => copy(item, isSecret));
    keepDigits(array, copied);
    return copied;
  }

  function copyObject(object: JsonObject): JsonObject {
    const copied = Object.fromEntries(
      Object.entries(object).map(([key, value]) => [key, copy(value, SECRET_KEY.test(key))]),
    );
    keepDigits(object, copied);
    return copied;
  }

  return {
    addSecret(value) {
      if (value.length < MIN_SETTING_LENGTH) return;
      settings.add(value);
      pattern = null;
    },
    text(text) {
      if (settings.size + records.size === 0) return text;
      pattern ??= patternOf([...settings, ...records]);
      return text.replace(pattern, MASK);
    },
    record: copyObject,
  };
}

/** Longest first, so that a secret that begins with another one is masked as a whole. */
function patternOf(secrets: string[]): RegExp {
  const spellings = new Set(secrets.flatMap(spellingsOf));
  const longestFirst = [...spellings].toSorted((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map((spelling) => RegExp.escape(spelling)).join('|'), 'g');
}

function spellingsOf(secret: string): string[] {
  return [
    secret,
    encodeURIComponent(secret.toWellFormed()),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll("'", String.raw`'\''`),
  ];
}
