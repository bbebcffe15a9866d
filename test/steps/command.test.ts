import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, previewCommand, runCommand } from './command-harness.ts';

/** Those that keep it alive. */
function timersOfThis(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
}

describe('how it ended', () => {
  test('b46: exit code 0 is success', async () => {
    expect(await runCommand('true')).toMatchObject({
      outcome: 'succeeded',
      ended: 'exit',
      exitCode: 0,
      signal: null,
      error: null,
      commandLine: 'true',
    });
  });

  test('b46: any other code is failure, told with the code and the last line of the error output', async () => {
    const template = 'echo reading; echo "first" >&2; echo "no space left on s3cret" >&2; echo >&2; exit 3';
    expect(await runCommand(template)).toMatchObject({
      outcome: 'failed',
      ended: 'exit',
      exitCode: 3,
      error: 'command_1: exit code 3: no space left on [redacted]',
      stdoutTail: 'reading\n',
      stderrTail: 'first\nno space left on [redacted]\n\n',
    });
  });

  test('b46: without error output the last line of the output explains, without any the code alone', async () => {
    expect((await runCommand('echo "table is locked"; exit 4')).error).toBe('command_1: exit code 4: table is locked');
    expect((await runCommand('exit 5')).error).toBe('command_1: exit code 5');
  });

  test('nothing that would keep this process alive is left when a command has ended', async () => {
    await runCommand('true');
    const before = timersOfThis();
    for (let count = 0; count < 10; count++) await runCommand('true');
    // The runner of the tests has timers of its own, which come and go.
    expect(timersOfThis()).toBeLessThan(before + 4);
  });

  test('b46: a command that a signal killed is named so, by the process or by its shell', async () => {
    expect(await runCommand('kill -KILL $$')).toMatchObject({
      outcome: 'failed',
      ended: 'signal',
      exitCode: null,
      signal: 'SIGKILL',
      error: 'command_1: killed by SIGKILL',
    });
    expect((await runCommand("sh -c 'kill -SEGV $$'; exit $?")).error).toBe(
      'command_1: exit code 139 (SIGSEGV): Segmentation fault',
    );
  });

  test('its last words can not hide or forge anything in the error', async () => {
    const { error } = await runCommand(String.raw`printf 'bad\033[2Kgood\r\342\200\256x' >&2; exit 1`);
    expect(error).toBe('command_1: exit code 1: bad␛[2Kgood␍�x');
  });

  test('a shell that finds no program ends with 127', async () => {
    const result = await runCommand('no-such-program-here --x');
    expect(result).toMatchObject({ outcome: 'failed', exitCode: 127 });
    expect(result.error).toContain('no-such-program-here');
  });

  test('without a shell a missing program is a permanent error that names it', async () => {
    await expect(runCommand('no-such-program-here --x', { settings: { mode: 'argv' } })).rejects.toMatchObject({
      code: 'no-such-program',
      kind: 'permanent',
      message: 'there is no program "no-such-program-here"',
    });
  });

  test('a program that may not be executed is told with what to do', async () => {
    const directory = folder();
    writeFileSync(join(directory, 'load.sh'), '#!/bin/sh\n');
    const run = runCommand(`${directory}/load.sh`, { directory, settings: { mode: 'argv' } });
    await expect(run).rejects.toMatchObject({ code: 'not-executable', kind: 'permanent' });
    chmodSync(join(directory, 'load.sh'), 0o755);
    expect(await runCommand(`${directory}/load.sh`, { settings: { mode: 'argv' } })).toMatchObject({ exitCode: 0 });
  });

  test('a missing working directory is not told as a missing program', async () => {
    await expect(runCommand('true', { directory: join(folder(), 'gone') })).rejects.toMatchObject({
      code: 'no-directory',
      kind: 'config',
    });
  });

  test('a command line that is too long for the system is told as that', async () => {
    const record = { _id: 'x', alias: 'a'.repeat(300_000) };
    await expect(runCommand('echo {{ alias }}', { record })).rejects.toMatchObject({
      code: 'command-too-long',
      kind: 'permanent',
    });
  });
});

describe('what it is given', () => {
  test('b52: it runs in the target directory with an empty standard input', async () => {
    const directory = folder();
    const { stdoutTail } = await runCommand('pwd -P; cat; echo end', { directory });
    expect(stdoutTail).toBe(`${directory}\nend\n`);
  });

  test('b52: its environment tells what it is about', async () => {
    const { stdoutTail } = await runCommand('env | grep ^WHERRY_ | sort', { path: '/data/acme data.csv' });
    expect(stdoutTail.split('\n')).toEqual([
      'WHERRY_FILE_ID=5ebe1af2a1b2c3d4e5f60718',
      'WHERRY_FILE_NAME=acme data.csv',
      'WHERRY_FILE_PATH=/data/acme data.csv',
      'WHERRY_MD5=9e107d9d372bb6826bd81d3542a419d6',
      'WHERRY_RULE=orders',
      'WHERRY_STEP=command_1',
      '',
    ]);
  });

  test('b43, b44: the template sees the record and the absolute path of the file', async () => {
    const template = 'echo {{ id }} {{ byteSize }} {{ filePath }} {{ file.fileName }} {{ missing }}end';
    const { stdoutTail } = await runCommand(template, { path: '/data/acme data.csv' });
    expect(stdoutTail).toBe('5ebe1af2a1b2c3d4e5f60718 43 /data/acme data.csv acme data.csv end\n');
  });

  test('b45: file printed alone is JSON of the record as one argument, and its fields are reached', async () => {
    const record = { _id: 'x', fileName: "it's.csv", nothing: null, status: { done: true } };
    const { stdoutTail } = await runCommand("printf '%s\\n' {{ file }} {{ file.status.done }}", { record });
    const [json, done] = stdoutTail.trimEnd().split('\n');
    expect([JSON.parse(json!), done]).toEqual([record, 'True']);
  });

  test('a template that digs into nothing does not start anything', async () => {
    await expect(runCommand('touch x {{ missing.deep }}')).rejects.toMatchObject({
      code: 'template-error',
      kind: 'permanent',
    });
  });

  test('a preview is the line that would run, and runs nothing', () => {
    expect(previewCommand('rm -r {{ filePath }} s3cret')).toBe("rm -r '/data/acme data.csv' [redacted]");
    expect(() => previewCommand('true {{ missing.deep }}')).toThrow();
  });
});
