import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shellOf, spawnPlan } from '#engine/steps/spawn-plan.ts';
import { taskkillArgs } from '#engine/steps/process-tree.ts';

const WINDOWS = { SystemRoot: 'C:\\Windows', ComSpec: 'C:\\Windows\\System32\\cmd.exe' };

describe('shell mode', () => {
  test('b50: auto is the shell of Python: cmd.exe on Windows, /bin/sh elsewhere', () => {
    expect([shellOf('auto', 'win32'), shellOf('auto', 'linux'), shellOf('auto', 'darwin')]).toEqual([
      'cmd',
      'sh',
      'sh',
    ]);
    expect(shellOf('powershell', 'win32')).toBe('powershell');
  });

  test('POSIX: the line is one argument of /bin/sh', () => {
    expect(spawnPlan({ shell: 'sh', line: "echo 'a b'; ls" }, 'linux', {})).toEqual({
      program: '/bin/sh',
      args: ['-c', "echo 'a b'; ls"],
      verbatim: false,
    });
  });

  test('b49: cmd.exe gets the line as it is, between quotes that it removes itself', () => {
    expect(spawnPlan({ shell: 'cmd', line: 'load.bat "a b" > x' }, 'win32', WINDOWS)).toEqual({
      program: 'C:\\Windows\\System32\\cmd.exe',
      args: ['/d', '/e:on', '/v:off', '/s', '/c', '"load.bat "a b" > x"'],
      verbatim: true,
    });
  });

  test('Windows: shells are named by their whole path, never looked for among downloaded files', () => {
    const { program, args } = spawnPlan({ shell: 'powershell', line: 'Get-Date' }, 'win32', WINDOWS);
    expect(program).toBe('C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe');
    expect(args).toEqual(['-NoProfile', '-NonInteractive', '-Command', 'Get-Date']);
    expect(spawnPlan({ shell: 'cmd', line: 'x' }, 'win32', {}).program).toBe('C:\\Windows\\System32\\cmd.exe');
  });
});

describe('argv mode', () => {
  test('a program is started with its arguments as they are, whatever they contain', () => {
    const argv = ['load.exe', '', '$(touch x)', 'a "b"', '-n'];
    for (const platform of ['linux', 'win32'] as const) {
      expect(spawnPlan({ argv }, platform, WINDOWS)).toEqual({
        program: 'load.exe',
        args: argv.slice(1),
        verbatim: false,
      });
    }
  });

  test.each([
    ['plain', 'a-b_c.csv', 'a-b_c.csv'],
    ['space', 'a b', '"a b"'],
    ['empty', '', '""'],
    ['ampersand', 'a&calc', '"a&calc"'],
    ['quote', 'a"&calc', '"a""&calc"'],
    ['backslashes before a quote', 'a\\\\"b', '"a\\\\\\\\""b"'],
    ['backslash at the end', 'C:\\x y\\', '"C:\\x y\\\\"'],
    ['backslash at the end of a plain one', 'C:\\', '"C:\\\\"'],
    ['percent', '%PATH%', '"%%cd:~,%PATH%%cd:~,%"'],
    ['caret, pipe, exclamation', '^|!', '"^|!"'],
    ['not ASCII', 'ü', 'ü'],
  ])('b49, b50: a batch file goes through cmd.exe and its arguments are safe: %s', (_, argument, quoted) => {
    expect(spawnPlan({ argv: ['C:\\my tools\\load.BAT', argument] }, 'win32', WINDOWS)).toEqual({
      program: WINDOWS.ComSpec,
      args: ['/d', '/e:on', '/v:off', '/s', '/c', `""C:\\my tools\\load.BAT" ${quoted}"`],
      verbatim: true,
    });
  });

  test('b50: nothing in an argument of a batch file is ever outside quotes, where cmd.exe would obey it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }).filter((text) => !/[\r\n\0]/.test(text))), (args) => {
        const line = spawnPlan({ argv: ['x.cmd', ...args] }, 'win32', WINDOWS).args.at(-1) ?? '';
        const unquoted = line
          .slice(1, -1)
          .split(/"[^"]*"/)
          .join('');
        expect(unquoted).toMatch(/^[\w#$*+\-./:?@\\ \u00a0-\uffff]*$/);
        expect(line.replaceAll('%%cd:~,%', '')).not.toContain('%');
      }),
    );
  });

  test('b50: what cmd.exe can not quote is refused', () => {
    for (const argument of ['a\nb', 'a\rb']) {
      expect(() => spawnPlan({ argv: ['x.bat', argument] }, 'win32', WINDOWS)).toThrow(/batch file safely/);
    }
    expect(() => spawnPlan({ argv: ['a"b.bat'] }, 'win32', WINDOWS)).toThrow(/batch file safely/);
  });

  test('b49: trailing dots and spaces, which Windows ignores, hide no batch file', () => {
    expect(spawnPlan({ argv: ['load.cmd. '] }, 'win32', WINDOWS).verbatim).toBe(true);
  });

  test('no program at all is an error, as is a NUL', () => {
    expect(() => spawnPlan({ argv: [] }, 'linux', {})).toThrow(/no command/);
    expect(() => spawnPlan({ argv: ['a', 'b\0'] }, 'linux', {})).toThrow(/NUL/);
    expect(() => spawnPlan({ shell: 'sh', line: 'a\0' }, 'linux', {})).toThrow(/NUL/);
  });
});

test('b48: on Windows taskkill ends the tree by force', () => {
  expect(taskkillArgs(4711)).toEqual(['/pid', '4711', '/T', '/F']);
});
