// `npm run bench [-- [--check | --save] [NAME [ARGUMENTS]]]`: all benches one after another, or one. Each prints its
// figures; none is a test. `--check` holds the ratios against the last committed ones and ends with 1 where one fell;
// `--save` makes those that were measured the ones to be committed.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fallen, readBaseline, saveBaseline, type Measured } from './baseline.ts';
import { print, type Ratio } from './figures.ts';

const BENCHES = [
  'transfer',
  'end-to-end',
  'start-up',
  'polling',
  'template',
  'history',
  'memory',
  'idle',
  'log',
  'renderer',
  'resume',
];
const argv = process.argv.slice(2);
const [name, ...options] = argv.filter((word) => word !== '--check' && word !== '--save');

if (name !== undefined && !BENCHES.includes(name)) {
  process.stderr.write(`There is no bench "${name}". There are: ${BENCHES.join(', ')}.\n`);
  process.exit(2);
}
const measured: Measured = {};
for (const bench of name === undefined ? BENCHES : [name]) {
  process.stdout.write(`\n${bench}\n`);
  const child = fork(path.join(import.meta.dirname, `${bench}.ts`), options);
  child.on('message', (ratio: Ratio) => ((measured[bench] ??= {})[ratio.name] = ratio));
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) process.exitCode = 1;
}
if (argv.includes('--check')) {
  process.stdout.write('\nagainst the committed ratios\n');
  const lines = fallen(readBaseline(), measured);
  for (const line of lines) print(line);
  if (lines.length === 0) print('no ratio has fallen by more than a quarter');
  else process.exitCode = 1;
}
if (argv.includes('--save')) saveBaseline(measured);
