import type { LogLine } from '#shared/log-line.ts';

/** As in the file, but for the zone: UTC, since the text goes to people elsewhere. */
export function linesAsText(lines: readonly LogLine[]): string {
  return lines
    .map(({ at, level, rule, file, message }) => {
      const about = [rule, file === null ? null : `#${file}`].filter((part) => part !== null).join(' ');
      return `${new Date(at).toISOString()} ${level.toUpperCase().padEnd(5)} ${about && `[${about}] `}${message}\n`;
    })
    .join('');
}
