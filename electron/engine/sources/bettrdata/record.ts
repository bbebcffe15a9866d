// The API's records as files that the engine can work on. Everything in a record is hostile: what is not as it should
// be becomes a problem that is told, and never stops the others (b13).
import type { Checksum } from '#shared/file.ts';
import { type Json, type JsonObject, isJsonObject } from '#shared/json.ts';
import { WherryError } from '../../errors.ts';
import { escapeControls } from '../../escape-controls.ts';
import type { Page, SourceFile } from '../source.ts';

/** What the status attribute says, exactly (b21). */
export const STATUS = { started: 'STARTED', succeeded: 'SUCCESS', failed: 'FAILED' } as const;

/** The documented record is some six levels deep; code that walks it must not run out of stack. */
const MAX_DEPTH = 100;
const MAX_ID_LENGTH = 200;

export interface RecordReader {
  /** The rule's filter (b12). */
  matches: (record: JsonObject) => boolean;
  redactRecord: (record: JsonObject) => JsonObject;
  statusAttribute: string;
}

/** One page of files in the order of the records; a record that appears twice is listed once (b13). */
export function toPage(records: readonly Json[], reader: RecordReader): Page {
  const files = new Map<string, SourceFile>();
  const problems = new Map<string, string>();
  for (const record of records) {
    const message = problemOf(record, reader);
    if (message !== null) problems.set(`${keyOf(record)}:${message}`, `${nameOf(record)} ${message}`);
    else if (isJsonObject(record)) {
      const file = toFile(record, reader);
      if (!files.has(file.externalId)) files.set(file.externalId, file);
    }
  }
  return { files: [...files.values()], problems: [...problems].map(([key, text]) => ({ key, message: text })) };
}

/** Size and checksum as the record tells them; `ref` names this content of it (b28). Only for records without a problem. */
export function contentOf(record: JsonObject): Pick<SourceFile, 'ref' | 'sizeBytes' | 'checksum'> {
  const { _id, md5, byteSize } = record;
  const hex = textOf(md5).toLowerCase();
  const checksum: Checksum | null = hex === '' ? null : { algorithm: 'md5', hex };
  const sizeBytes = typeof byteSize === 'number' ? byteSize : null;
  return { ref: `${textOf(_id)}:${hex}:${sizeBytes ?? ''}`, sizeBytes, checksum };
}

function toFile(record: JsonObject, { redactRecord, statusAttribute }: RecordReader): SourceFile {
  return {
    ...contentOf(record),
    externalId: textOf(record['_id']),
    name: textOf(record['fileName']),
    meta: redactRecord(record),
    skip: record['virtual'] === true ? 'virtual' : null,
    reported: reportedIn(record['attributes'], statusAttribute),
  };
}

function reportedIn(attributes: Json | undefined, name: string): SourceFile['reported'] {
  const status = isJsonObject(attributes) && Object.hasOwn(attributes, name) ? attributes[name] : null;
  if (status === STATUS.started) return 'started';
  if (status === STATUS.succeeded) return 'succeeded';
  return status === STATUS.failed ? 'failed' : null;
}

/** Why a record can't be processed, as the end of a sentence; null where it can. */
function problemOf(record: Json, { matches }: RecordReader): string | null {
  if (!isJsonObject(record)) return 'is not processed: it is no object';
  const wrong = isDeeper(record, MAX_DEPTH) ? `it is more than ${MAX_DEPTH} levels deep` : wrongField(record);
  if (wrong !== null) return `is not processed: ${wrong}`;
  try {
    return matches(record) ? null : 'is not processed: it does not match the filter, though the server listed it';
  } catch (error) {
    if (error instanceof WherryError) return `is not processed: ${error.message}`;
    throw error;
  }
}

function wrongField({ _id, fileName, md5, byteSize, attributes }: JsonObject): string | null {
  if (_id === undefined || _id === null || _id === '') return 'it has no _id';
  if (typeof _id !== 'string' || !isUsableId(_id)) return 'its _id is no plain text';
  if (typeof fileName !== 'string' || fileName === '') return 'it has no fileName';
  if (!isAbsent(md5) && !(typeof md5 === 'string' && /^[0-9a-f]{32}$/i.test(md5))) return 'its md5 is no MD5 sum';
  if (!isAbsent(byteSize) && !(Number.isSafeInteger(byteSize) && Number(byteSize) >= 0))
    return 'its byteSize is no number of bytes';
  return (attributes ?? null) === null || isJsonObject(attributes) ? null : 'its attributes are no object';
}

/** It becomes a segment of a URL; `..` would name another one. */
function isUsableId(id: string): boolean {
  return id.length <= MAX_ID_LENGTH && id !== '.' && id !== '..' && escapeControls(id) === id && id.isWellFormed();
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function isAbsent(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '';
}

function isDeeper(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => isDeeper(item, levels - 1));
}

function keyOf(record: Json): string {
  const { _id, fileName } = isJsonObject(record) ? record : {};
  return textOf(_id) || `?${textOf(fileName)}`;
}

function nameOf(record: Json): string {
  const { _id, fileName } = isJsonObject(record) ? record : {};
  const id = escapeControls(textOf(_id)).slice(0, MAX_ID_LENGTH);
  const name = escapeControls(textOf(fileName)).slice(0, 300);
  return `record${id === '' ? '' : ` ${id}`}${name === '' ? '' : ` (${name})`}`;
}
