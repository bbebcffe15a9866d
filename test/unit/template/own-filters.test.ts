import { describe, expect, test } from 'vitest';
import { renderCommandLine } from '#engine/template/command-line.ts';
import { renderText } from '#engine/template/render.ts';

const shown = (template: string, v: string): string => renderText(template, new Map([['v', v]]));

function line(template: string, v: string, shell: 'sh' | 'cmd' | 'powershell'): string {
  return renderCommandLine(template, new Map([['v', v]]), { shell, quoting: 'contextual' });
}

describe('filters of paths', () => {
  test.each([
    ['/in/a.b.csv', ['a.b.csv', '/in', 'a.b', '.csv']],
    ['C:\\in\\a.csv', ['a.csv', 'C:\\in', 'a', '.csv']],
    ['C:\\a', ['a', 'C:\\', 'a', '']],
    ['/a', ['a', '/', 'a', '']],
    ['a.csv', ['a.csv', '', 'a', '.csv']],
    ['.bashrc', ['.bashrc', '', '.bashrc', '']],
    ['/in/..x', ['..x', '/in', '..x', '']],
    ['/in/', ['', '/in', '', '']],
    ['a.', ['a.', '', 'a', '.']],
    ['', ['', '', '', '']],
    ['/in.d/é😀', ['é😀', '/in.d', 'é😀', '']],
  ])('%j: basename, dirname, stem, ext', (path, expected) => {
    const parts = ['basename', 'dirname', 'stem', 'ext'].map((filter) => shown(`{{ v | ${filter} }}`, path));
    expect(parts).toEqual(expected);
  });
});

describe('quote and raw', () => {
  test('quote quotes for the shell in use, and is not quoted again', () => {
    expect(line('x {{ v | quote }}', "a 'b'", 'sh')).toBe(String.raw`x 'a '\''b'\'''`);
    expect(line('x {{ v | quote }}', "a 'b'", 'cmd')).toBe('x "a \'b\'"');
    expect(line('x {{ v | quote }}', "a 'b'", 'powershell')).toBe("x 'a ''b'''");
  });

  test('in plain text quote is for sh, raw is the value', () => {
    expect(shown('{{ v | quote }} {{ v | raw }}', 'a b')).toBe("'a b' a b");
  });

  test('b50: legacy quoting substitutes as the old scripts did, quote still quotes', () => {
    const variables = new Map([['v', 'a; b']]);
    expect(
      renderCommandLine('x {{ v }} "{{ v }}" {{ v | quote }}', variables, { shell: 'sh', quoting: 'legacy' }),
    ).toBe(`x a; b "a; b" 'a; b'`);
  });

  test('what is raw is read by the shell: quotes in it count', () => {
    const variables = new Map([
      ['open', '"'],
      ['v', '$x'],
    ]);
    expect(renderCommandLine('x {{ open | raw }}{{ v }}"', variables, { shell: 'sh', quoting: 'contextual' })).toBe(
      String.raw`x "\$x"`,
    );
  });

  test('a value at the place of the command is no assignment and no keyword', () => {
    expect(['PATH=x', 'done', 'tool'].map((v) => line('{{ v }} x', v, 'sh'))).toEqual([
      "'PATH=x' x",
      "'done' x",
      'tool x',
    ]);
  });

  test('a number before > stays an argument', () => {
    expect(renderCommandLine('echo {{ v }}>out', new Map([['v', 2]]), { shell: 'sh', quoting: 'contextual' })).toBe(
      "echo '2'>out",
    );
  });
});
