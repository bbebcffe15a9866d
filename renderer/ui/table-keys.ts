/** The row that a key leads to; null: it is no key of a table. The first key that moves lands on the first row. */
export function rowAfterKey(key: string, current: number | null, total: number, perScreen: number): number | null {
  const from = current ?? -1;
  const to = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + perScreen,
    PageUp: from - perScreen,
    Home: 0,
    End: total - 1,
  }[key];
  return to === undefined ? null : Math.max(0, Math.min(total - 1, to));
}
