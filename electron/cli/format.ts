// Numbers and times as people read them.

/** `1.2 MB`, in units of 1000 as file managers and Jinja2's filesizeformat count. */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return power === 0 ? `${bytes} ${units[0]}` : `${(bytes / 1000 ** power).toFixed(1)} ${units[power]}`;
}

/** Local time, `2026-11-23 10:15:02`. */
export function formatTime(at: number): string {
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 19).replace('T', ' ');
}
