// Starts the same programs as Node does and as posix_spawn does, and prints what came of it: a process of its own, since
// worker threads have only the first way. node start-both-ways.ts
import fs from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { loadPosixSpawn } from '#engine/steps/posix-spawn.ts';
import { type Started, startByNode, type StartOptions } from '#engine/steps/start-process.ts';

type Start = (program: string, args: string[], options?: Partial<StartOptions>) => Promise<Started>;

const scratch = process.argv[2]!;
const posixSpawn = await loadPosixSpawn();
if (posixSpawn === null) throw new Error('koffi could not be loaded');

function startWith(start: (...input: Parameters<typeof startByNode>) => Promise<Started>): Start {
  return async (program, args, options) =>
    await start({ program, args, verbatim: false }, { directory: scratch, env: process.env, ...options });
}

async function end({ exit, outputs: [out, err] }: Started): Promise<unknown> {
  const [stdout, stderr, ended] = await Promise.all([text(out!), text(err!), exit]);
  return { stdout, stderr, ...ended };
}

async function observe(start: Start): Promise<Record<string, unknown>> {
  const shell = async (line: string, options?: Partial<StartOptions>) =>
    end(await start('/bin/sh', ['-c', line], options));
  const refused = (program: string, args: string[] = []) =>
    start(program, args).then(end, (error: unknown) => (error as NodeJS.ErrnoException).code);
  const before = fs.readdirSync('/proc/self/fd').length;
  const many = await Promise.all(Array.from({ length: 100 }, (_, index) => shell(`exit ${index}`)));
  const threads = fs.readdirSync('/proc/self/task');
  const children = threads.map((thread) => fs.readFileSync(`/proc/self/task/${thread}/children`, 'utf8')).join('');
  return {
    output: await shell('echo out; echo err >&2; exit 3'),
    reopened: await shell('echo oops > /dev/stderr; echo fine > /dev/stdout'),
    signal: await shell('kill -9 $$'),
    aborted: await shell('kill -ABRT $$'),
    directory: await shell('pwd -P'),
    environment: await shell('env | grep -v ^_= | grep -v ^PWD=', {
      env: { PATH: process.env['PATH'], A: 'ä b\nc', B: '' },
    }),
    input: await shell('cat; readlink /proc/self/fd/0'),
    leads: await shell('test $(ps -o sid= -p $$) = $$ && test $(ps -o pgid= -p $$) = $$ && echo leads'),
    brokenPipe: await shell('yes | head -n 1; grep SigBlk /proc/self/status'),
    inherited: await shell('ls /proc/self/fd | wc -l'),
    byName: await end(await start('echo', ['a', '', 'b "c" $d'])),
    missing: await refused('no-such-program-here'),
    forbidden: await refused(path.join(scratch, 'forbidden')),
    withoutInterpreter: await refused(path.join(scratch, 'plain'), ['one', 'two']),
    tooLong: await refused('/bin/echo', ['x'.repeat(300_000)]),
    long: ((await end(await start('/bin/echo', ['x'.repeat(100_000)]))) as { stdout: string }).stdout.length,
    many: many.map((ended) => (ended as { code: number }).code).join(' '),
    zombies: children,
    leaks: fs.readdirSync('/proc/self/fd').length - before,
  };
}

fs.writeFileSync(path.join(scratch, 'forbidden'), '#!/bin/sh\n');
fs.writeFileSync(path.join(scratch, 'plain'), 'echo $0 "$@"\n', { mode: 0o755 });
// One after the other: the first way opens its own descriptors once.
await observe(startWith(startByNode));
const byNode = await observe(startWith(startByNode));
const byPosixSpawn = await observe(startWith(posixSpawn));
const unnamed = await end(await startWith(posixSpawn)('/bin/sh', ['-c', 'kill -40 $$']));
process.stdout.write(JSON.stringify({ byNode, byPosixSpawn, unnamed }));
