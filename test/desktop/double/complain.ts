/** Says on stderr what the double could not do; the fixtures fail a test that has such a line. */
export function complain(trouble: unknown): void {
  process.stderr.write(
    `electron-double: ${trouble instanceof Error ? (trouble.stack ?? trouble.message) : String(trouble)}\n`,
  );
}
