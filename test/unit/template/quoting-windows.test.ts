// b50 for cmd.exe and PowerShell: tables, because neither runs here. What cmd.exe and the C runtime make of a line
// is checked against a small model of both.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderCommandLine } from '#engine/template/command-line.ts';
import type { Shell } from '#engine/template/quoting/shell.ts';

function line(shell: Shell, template: string, value: string): string {
  return renderCommandLine(template, new Map([['v', value]]), { shell, quoting: 'contextual' });
}

describe('b50: cmd.exe', () => {
  test.each([
    ['copy {{ v }} x', 'report.csv', 'copy report.csv x'],
    ['copy {{ v }} x', 'C:\\data\\a.csv', 'copy C:\\data\\a.csv x'],
    ['copy {{ v }} x', 'a b.csv', 'copy "a b.csv" x'],
    ['copy {{ v }} x', '', 'copy "" x'],
    ['copy {{ v }} x', 'a&calc', 'copy "a&calc" x'],
    ['copy {{ v }} x', 'a|b>c<d^e(f)', 'copy "a|b>c<d^e(f)" x'],
    ['copy {{ v }} x', '100%PATH%', 'copy "100%%cd:~,%PATH%%cd:~,%" x'],
    ['copy {{ v }} x', 'say "hi" & calc', 'copy "say ""hi"" & calc" x'],
    ['copy {{ v }} x', 'C:\\dir\\', 'copy "C:\\dir\\\\" x'],
    ['copy {{ v }} x', 'a\\"b', 'copy "a\\\\""b" x'],
    ['copy {{ v }} x', '!x!', 'copy "!x!" x'],
    ['copy "{{ v }}" x', 'a" & calc & "', 'copy "a"" & calc & """ x'],
    ['copy "{{ v }}" x', '%TEMP%', 'copy "%%cd:~,%TEMP%%cd:~,%" x'],
    ['copy "{{ v }}" x', 'C:\\dir\\', 'copy "C:\\dir\\\\" x'],
    ['copy "{{ v }}\\x.csv"', 'C:\\dir', 'copy "C:\\dir\\x.csv"'],
    ['copy "C:\\in\\{{ v }}"', '"', 'copy "C:\\in\\\\"""'],
    ['copy x D:\\in\\{{ v }}', 'a b.csv', 'copy x D:\\in\\\\"a b.csv"'],
    ['copy x D:\\in\\{{ v }}', 'ab.csv', 'copy x D:\\in\\ab.csv'],
    ['{{ v }} x', 'tool', '"tool" x'],
    ['echo {{ v }}>out', '2', 'echo "2">out'],
    ['echo {{ v | raw }}', 'a&b', 'echo a&b'],
  ])('%s with %j', (template, value, expected) => {
    expect(line('cmd', template, value)).toBe(expected);
  });

  test.each([
    ['a line break', 'copy {{ v }}', 'a\nb', /line break/],
    ['a carriage return', 'copy "{{ v }}"', 'a\rb', /line break/],
    ['NUL', 'copy {{ v }}', 'a\0b', /NUL/],
    ['a value after ^', 'echo ^{{ v }}', 'a', /after \^/],
    ['a value as the name of a variable', 'echo %{{ v }}%', 'PATH', /name of a variable/],
    ['a quote that stays open', 'echo "{{ v }}', 'a', /ends inside/],
  ])('%s is refused', (_, template, value, message) => {
    expect(() => line('cmd', template, value)).toThrow(message);
  });

  test('whatever the value, cmd.exe sees one quoted text and the C runtime one argument', () => {
    const hostile = fc.array(
      fc.constantFrom(
        '"',
        '\\',
        '%',
        '^',
        '&',
        '|',
        '<',
        '>',
        '(',
        ')',
        '!',
        ' ',
        'a',
        '=',
        ';',
        ',',
        '\t',
        '%PATH%',
        '😀',
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(
        hostile,
        fc.constantFrom('tool {{ v }} z', 'tool "{{ v }}" z', 'tool --x={{ v }} z', 'tool "a\\{{ v }}" z'),
        (parts, template) => {
          const value = parts.join('');
          const made = line('cmd', template, value).replaceAll('%cd:~,%', '');
          expect(outsideQuotes(made)).not.toMatch(/[&|<>()]/);
          const before = /\{\{/.exec(template)
            ? (template.split(/"?\{\{/)[0] ?? '').split(' ').at(-1)?.replace('"', '')
            : '';
          expect(crtArguments(made)).toEqual(['tool', `${before}${value}`, 'z']);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

/** What cmd.exe takes for its own syntax. */
function outsideQuotes(text: string): string {
  return text.replace(/"[^"]*"/g, '');
}

/** CommandLineToArgvW as the C runtime has it since 2008. */
function crtArguments(text: string): string[] {
  const args: string[] = [];
  let at = 0;
  while (at < text.length) {
    while (/[ \t]/.test(text.charAt(at))) at += 1;
    if (at >= text.length) break;
    let arg = '';
    let isQuoted = false;
    for (; at < text.length && (isQuoted || !/[ \t]/.test(text.charAt(at))); at += 1) {
      const slashes = /^\\*/.exec(text.slice(at))?.[0].length ?? 0;
      if (text.charAt(at + slashes) === '"') {
        arg += '\\'.repeat(Math.floor(slashes / 2));
        at += slashes;
        if (slashes % 2 === 1) arg += '"';
        else if (isQuoted && text.charAt(at + 1) === '"') {
          arg += '"';
          at += 1;
        } else isQuoted = !isQuoted;
      } else {
        arg += text.slice(at, at + slashes + 1 - (slashes > 0 ? 1 : 0));
        if (slashes > 0) at += slashes - 1;
      }
    }
    args.push(arg);
  }
  return args;
}

describe('b50: PowerShell', () => {
  test.each([
    ['tool {{ v }}', 'report.csv', "tool 'report.csv'"],
    ['tool {{ v }}', '', "tool ''"],
    ['tool {{ v }}', "it's", "tool 'it''s'"],
    ['tool {{ v }}', '‘a’ ‚b‛', "tool '‘‘a’’ ‚‚b‛‛'"],
    ['tool {{ v }}', '$(calc); `n & calc | x', "tool '$(calc); `n & calc | x'"],
    ['tool --x={{ v }}', 'a b', "tool --x='a b'"],
    ['tool {{ v }}{{ v }}', "a'", "tool 'a''a'''"],
    ["tool '{{ v }}'", "it's ’", "tool 'it''s ’’'"],
    ['tool "{{ v }}"', '$(calc) `x "y" “z”', 'tool "`$(calc) ``x `"y`" `“z`”"'],
    ['tool "a $(get {{ v }}) b"', '$x "', `tool "a $(get '$x "') b"`],
    ['tool # {{ v }}', 'a\ncalc', 'tool # a calc'],
    ['tool <# {{ v }} #> x', '#> calc <#', 'tool <# #  calc <# #> x'],
    ['tool {{ v | raw }}', '$x', 'tool $x'],
  ])('%s with %j', (template, value, expected) => {
    expect(line('powershell', template, value)).toBe(expected);
  });

  test.each([
    ['after a backtick', 'tool `{{ v }}', /backtick/],
    ['after a $', 'tool "${{ v }}"', /name of a variable|after a \$/],
    ['after a variable', 'tool "$x{{ v }}"', /name of a variable/],
    ['in ${}', 'tool ${ {{ v }} }', /variable name|\$\{/],
    ['in a here-string', 'tool @"\n{{ v }}\n"@', /here-string/],
    ['after --%', 'tool --% {{ v }}', /--%/],
    ['before the rest of its word', 'tool {{ v }}.csv', /whole word into double quotes/],
    ['in quotes that stay open', "tool '{{ v }}", /ends inside/],
  ])('a value %s is refused', (_, template, message) => {
    expect(() => line('powershell', template, 'PATH')).toThrow(message);
  });
});
