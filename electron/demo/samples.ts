// The files of `npm run demo`: the same bytes every time, names as they occur and as an attacker would choose them,
// and one of each way in which a file can go wrong.
import { createHash } from 'node:crypto';
import { type DemoFile, demoFile } from './file.ts';

/** As operators' passwords are: with everything that INI readers are known to stumble over. */
export const SAMPLE_SFTP_PASSWORD = 'read#only; 100% = yes';

/** The word in a file's content that the sample command rejects it for. */
export const REJECTED = 'REJECTED';

/** A new copy each time, so that what one instance does to its records is not seen by another. */
export function sampleFiles(): DemoFile[] {
  const files = [
    demoFile('orders 2026-01-05.csv', orders(40)),
    demoFile("O'Brien & Sons, March.csv", orders(12)),
    demoFile('$(touch hacked).csv', orders(3)),
    demoFile('no orders today.csv', '', { recordCount: 0 }),
    combined('all customers.csv'),
    demoFile('customers.csv', customers(25), { md5: md5('what the service once had') }),
    demoFile('returns.csv', returns(8)),
    demoFile('stock.csv', stock(9_000)),
  ];
  for (const [minute, { record }] of files.entries())
    record['createDate'] = new Date(Date.UTC(2026, 0, 5, 6, minute)).toISOString();
  return files;
}

/** A record that stands for several files and has no bytes of its own. */
function combined(fileName: string): DemoFile {
  return { ...demoFile(fileName, '', { virtual: true, format: 'pipe' }), content: null };
}

function orders(count: number): string {
  return table('order,customer,cents', count, (n) => `${10_000 + n},C${n % 17},${(n * 7919) % 90_000}`);
}

function customers(count: number): string {
  return table('customer,name,town', count, (n) => `C${n},Müller ${n},${n % 2 === 0 ? 'Zürich' : 'Besançon'}`);
}

function returns(count: number): string {
  return table('order,reason', count, (n) => `${10_000 + n},${n === 4 ? REJECTED : 'too small'}`);
}

/** About 400 KB. */
function stock(count: number): string {
  return table('article,bin,quantity,checked', count, (n) => {
    const article = md5(String(n)).slice(0, 12);
    return `${article},${String.fromCodePoint(65 + (n % 26))}-${n % 400},${(n * 31) % 500},2026-01-05T05:00:00Z`;
  });
}

function table(header: string, count: number, row: (n: number) => string): string {
  return `${[header, ...Array.from({ length: count }, (_, n) => row(n))].join('\n')}\n`;
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
