// Lines of the log, newest first, over the current and the rotated files. Each call does a bounded piece of work and says
// where the next one goes on; a place stays right when the file is rotated under it.
import fs from 'node:fs/promises';
import path from 'node:path';
import { LogLevel, type LogLine } from '#shared/log-line.ts';
import type { LogFilter } from '#shared/api-app.ts';
import { hasLevel, parseLine } from './parse-line.ts';
import { linesBackwards } from './read-backwards.ts';

/** Looked at by one call at most; some tens of milliseconds. */
const MAX_BYTES = 8 * 1024 * 1024;

export interface LogPage {
  lines: LogLine[];
  before: string | null;
}

export interface LogQuery extends LogFilter {
  before: string | null;
  limit: number;
}

interface LogFile {
  path: string;
  /** Stays when it is renamed. */
  id: string;
  bytes: number;
  modifiedAt: number;
}

/** @param name of the log: `wherry` for wherry.log and wherry.2026-11-23.log */
export async function readLog(directory: string, name: string, query: LogQuery): Promise<LogPage> {
  const files = await logFiles(directory, name);
  const place = query.before === null ? null : parsePlace(query.before);
  let index = place === null ? 0 : files.findIndex(({ id }) => id === place.id);
  // It is older than what is kept.
  if (index === -1) return { lines: [], before: null };
  const lines: LogLine[] = [];
  let left = MAX_BYTES;
  let end = place?.end ?? null;
  for (; index < files.length; index++) {
    const file = files[index]!;
    const from = Math.min(end ?? file.bytes, file.bytes);
    const read = await readPart(file, from, left, query, lines);
    left -= from - read;
    if (read > 0 && (lines.length >= query.limit || left <= 0)) return { lines, before: `${file.id}:${read}` };
    end = null;
    const next = files[index + 1];
    if (next !== undefined && (lines.length >= query.limit || left <= 0)) {
      return { lines, before: `${next.id}:${next.bytes}` };
    }
  }
  return { lines, before: null };
}

/** Adds what matches. @returns where it has ended; 0: the file is through */
async function readPart(
  { path: file, modifiedAt }: LogFile,
  from: number,
  maxBytes: number,
  query: LogQuery,
  lines: LogLine[],
): Promise<number> {
  const handle = await fs.open(file).catch(ifMissing);
  if (handle === null) return 0;
  try {
    const levels = levelsFrom(query.level);
    const isWanted = matcher(query);
    const wanted = query.text?.toLowerCase() ?? '';
    /** Cheaper than taking the line apart. */
    const mayMatch = (text: string) => hasLevel(text, levels) && (wanted === '' || text.toLowerCase().includes(wanted));
    let nearAt = lines.at(-1)?.at ?? modifiedAt;
    for await (const some of linesBackwards(handle, from)) {
      for (const { text, start } of some) {
        const line = mayMatch(text) ? parseLine(text, nearAt) : null;
        nearAt = line?.at ?? nearAt;
        if (line !== null && isWanted(line)) lines.push(line);
        if (start > 0 && (lines.length >= query.limit || from - start >= maxBytes)) return start;
      }
    }
    return 0;
  } finally {
    await handle.close();
  }
}

function matcher({ level, rule, file, text }: LogFilter): (line: LogLine) => boolean {
  const levels = levelsFrom(level);
  const wanted = text?.toLowerCase() ?? '';
  return (line) =>
    levels.has(line.level) &&
    (rule === null || line.rule === rule) &&
    (file === null || line.file === file) &&
    (wanted === '' || line.message.toLowerCase().includes(wanted));
}

function levelsFrom(level: LogLevel): ReadonlySet<LogLevel> {
  return new Set(LogLevel.options.slice(LogLevel.options.indexOf(level)));
}

/** Newest first. */
async function logFiles(directory: string, name: string): Promise<LogFile[]> {
  const rotated = new RegExp(`^${RegExp.escape(name)}\\.\\d{4}-\\d\\d-\\d\\d(\\.\\d+)?\\.log$`);
  const entries = (await fs.readdir(directory).catch(ifMissing)) ?? [];
  const old = entries
    .filter((entry) => rotated.test(entry))
    .map((entry) => entry.replace(/\.log$/, ''))
    .toSorted()
    .map((entry) => `${entry}.log`)
    .toReversed();
  const found = await Promise.all(
    [`${name}.log`, ...old].map(async (entry) => await fileOf(path.join(directory, entry))),
  );
  return found.filter((file) => file !== null);
}

async function fileOf(file: string): Promise<LogFile | null> {
  const stat = await fs.stat(file, { bigint: true }).catch(ifMissing);
  if (stat === null) return null;
  return { path: file, id: String(stat.ino), bytes: Number(stat.size), modifiedAt: Number(stat.mtimeMs) };
}

function parsePlace(before: string): { id: string; end: number } {
  const [id = '', end = '0'] = before.split(':');
  return { id, end: /^\d+$/.test(end) ? Number(end) : 0 };
}

/** Rotation renames and removes files while they are read. */
function ifMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
