// A plain table: a heading, a rule, rows; widths as the terminal shows them.
import Table from 'cli-table3';
import { escapeControls } from '#engine/escape-controls.ts';

/** Cells may be hostile: control characters are shown, not sent to the terminal. */
export function printTable(head: string[], rows: string[][]): void {
  const table = new Table({
    head: head.map((title) => title.toUpperCase()),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
    chars: Object.fromEntries(
      ['top', 'bottom', 'mid', 'left', 'right', 'middle'].flatMap((side) => [
        [side, ''],
        [`${side}-mid`, ''],
        [`${side}-left`, ''],
        [`${side}-right`, ''],
        [`mid-${side}`, ''],
      ]),
    ),
  });
  table.push(...rows.map((row) => row.map(escapeControls)));
  const lines = table.toString().split('\n');
  process.stdout.write(`${lines.map((line) => line.trimEnd()).join('\n')}\n`);
}
