// Which lines are shown, as it stands in the address: `#/logs?file=7&level=warn&text=…`. Pure.
import type { LogFilter } from '#shared/api-app.ts';
import { LogLevel, type LogLine } from '#shared/log-line.ts';

export type LogQuery = LogFilter;

const LEVELS = LogLevel.options;

export function readLogQuery(query: Readonly<Record<string, string>>): LogQuery {
  const level = LogLevel.safeParse(query['level']);
  const file = Number(query['file']);
  return {
    level: level.success ? level.data : 'debug',
    rule: query['rule'] || null,
    file: Number.isInteger(file) && file > 0 ? file : null,
    text: query['text'] || null,
  };
}

export function writeLogQuery({ level, rule, file, text }: LogQuery): Record<string, string | null> {
  return { level: level === 'debug' ? null : level, rule, file: file === null ? null : String(file), text };
}

export function isFiltered({ level, rule, file, text }: LogQuery): boolean {
  return level !== 'debug' || rule !== null || file !== null || text !== null;
}

/** As the engine decides for lines that were written before. */
export function matches({ level, rule, file, text }: LogQuery, line: LogLine): boolean {
  if (LEVELS.indexOf(line.level) < LEVELS.indexOf(level)) return false;
  if (rule !== null && line.rule !== rule) return false;
  if (file !== null && line.file !== file) return false;
  return text === null || line.message.toLowerCase().includes(text.toLowerCase());
}
