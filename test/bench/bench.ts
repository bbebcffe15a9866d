// `npm run bench [-- NAME [ARGUMENTS]]`: all benches one after another, or one. Each prints its figures; none is a test.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const BENCHES = ['template', 'history', 'memory', 'idle', 'log', 'renderer', 'resume'];
const [name, ...options] = process.argv.slice(2);

if (name !== undefined && !BENCHES.includes(name)) {
  process.stderr.write(`There is no bench "${name}". There are: ${BENCHES.join(', ')}.\n`);
  process.exit(2);
}
for (const bench of name === undefined ? BENCHES : [name]) {
  process.stdout.write(`\n${bench}\n`);
  const script = path.join(import.meta.dirname, `${bench}.ts`);
  const { status } = spawnSync(process.execPath, [script, ...options], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
