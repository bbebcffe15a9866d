import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { runCommand } from './command-harness.ts';

const TAIL = 64 * 1024;

const Result = z.object({
  outcome: z.string(),
  stdoutTail: z.string(),
  stderrTail: z.string(),
  grownBytes: z.number(),
});

/** As the product runs it: in the main thread, where memory can be measured too. */
async function inOwnProcess(template: string): Promise<z.infer<typeof Result>> {
  const script = join(import.meta.dirname, 'run-command.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, template]);
  return Result.parse(JSON.parse(stdout));
}

function numbers(from: number, to: number): string {
  return Array.from({ length: to - from + 1 }, (_, n) => `${from + n}\n`).join('');
}

test('b47: output goes to the log line by line while the command runs', async () => {
  const seen: string[] = [];
  const stop = new AbortController();
  const onLine = (line: string): void => {
    seen.push(line);
    if (line === 'command_1 out: second') stop.abort();
  };
  await runCommand('echo first; echo oops >&2; sleep 0.1; echo second; sleep 300', { onLine, signal: stop.signal });
  expect(seen.slice(1).toSorted()).toEqual(['command_1 err: oops', 'command_1 out: first', 'command_1 out: second']);
});

test('b47: of each stream the last 64 KiB are kept', async () => {
  const { stdoutTail, stderrTail } = await runCommand('seq 1 100000; seq 100001 200000 >&2');
  expect(stdoutTail).toBe(numbers(1, 100_000).slice(-TAIL));
  expect(stderrTail).toBe(numbers(100_001, 200_000).slice(-TAIL));
});

test('b47: 1 GB of output does not grow memory', { timeout: 60_000 }, async () => {
  const { stdoutTail, grownBytes } = await inOwnProcess('head -c 1000000000 /dev/zero; echo; echo end');
  expect(stdoutTail).toMatch(/^␀{65531}\nend\n$/);
  expect(grownBytes / 1e6).toBeLessThan(150);
});

test('b47: a flood of lines is counted, not logged', async () => {
  const { lines } = await runCommand('yes flood | head -n 1000000');
  expect(lines).toHaveLength(202);
  expect(lines.at(-2)).toBe('command_1 out: flood');
  expect(lines.at(-1)).toBe('command_1 … 999,800 more lines; the last 64 KiB of each stream are kept');
});

test('b47: both streams are read at once, so that neither blocks the other', async () => {
  const template =
    'for i in $(seq 200); do head -c 20000 /dev/zero; head -c 20000 /dev/zero >&2; done; echo end; echo END >&2';
  const { stdoutTail, stderrTail } = await runCommand(template);
  expect([stdoutTail.slice(-4), stderrTail.slice(-4)]).toEqual(['end\n', 'END\n']);
});

test('b47: UTF-8 is kept whole, also where the tail cuts a character; what is not UTF-8 is read as windows-1252', async () => {
  const { stdoutTail } = await runCommand(`yes 'äöü€📈' | tr -d '\\n' | head -c 140001`);
  expect(stdoutTail).toMatch(/^[äöü€📈]+$/u);
  expect(Buffer.byteLength(stdoutTail)).toBeGreaterThan(TAIL - 4);
  expect((await runCommand(String.raw`printf 'Gr\374\337e \200 5\n'`)).stdoutTail).toBe('Grüße € 5\n');
});

test('b47: binary output and escape sequences are made harmless, line by line', async () => {
  const { lines, stdoutTail } = await runCommand(String.raw`printf '\000\001\033]0;title\007\r\nnext\t1\n'`);
  expect(stdoutTail).toBe('␀␁␛]0;title␇\nnext\t1\n');
  expect(lines.slice(1)).toEqual(['command_1 out: ␀␁␛]0;title␇', 'command_1 out: next 1']);
});

test('b70: secrets are in no line, tail, error or command line', async () => {
  const result = await runCommand('echo s3cret; echo s3cret >&2; exit 1');
  expect(result.error).toBe('command_1: exit code 1: [redacted]');
  expect(JSON.stringify(result)).not.toContain('s3cret');
});

test('a command may open its output again, as /dev/stderr and /dev/stdout', async () => {
  const result = await inOwnProcess('echo oops > /dev/stderr; echo fine | tee /dev/stderr > /dev/stdout');
  expect(result).toMatchObject({ outcome: 'succeeded', stdoutTail: 'fine\n', stderrTail: 'oops\nfine\n' });
});
