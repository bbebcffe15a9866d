import { describe, expect, test } from 'vitest';
import { IniError } from '#engine/config/ini-error.ts';
import { parseIni } from '#engine/config/ini.ts';

function errorOf(read: () => unknown): IniError {
  try {
    read();
  } catch (error) {
    if (error instanceof IniError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('a file that Python refuses', () => {
  test('a closing brace at the margin is told with its place, its text and the remedy', () => {
    const error = errorOf(() => parseIni('[list]\nwhere = {\n    "a": 1\n}\n'));
    expect(error).toMatchObject({
      code: 'ini-parsing',
      kind: 'config',
      pythonType: 'ParsingError',
      line: 4,
      column: 1,
    });
    expect(error.message).toContain('line 4, column 1: "}"');
    expect(error.hint).toContain('Indent the closing brace');
  });

  test('all lines without a delimiter are told at once', () => {
    const error = errorOf(() => parseIni('[a]\none\nx = 1\n  = fine, this continues x\n\ttwo\n= 3\n'));
    expect(error.message.split('\n')).toEqual([
      expect.stringContaining('line 2, column 1: "one"'),
      expect.stringContaining('line 6, column 1: there is no key before the "="'),
    ]);
  });

  test('a key twice names both lines, in any case of its letters', () => {
    const error = errorOf(() => parseIni('[a]\nKey = 1\n\n  [b]\nx=1\n[c]\n KEY: 2\n key = 3'));
    expect(error).toMatchObject({ code: 'ini-duplicate-option', line: 8, column: 2 });
    expect(error.message).toContain('line 7');
  });

  test('a section twice names both lines', () => {
    const error = errorOf(() => parseIni('[a]\nx = 1\n[a]\ny = 2\n'));
    expect(error).toMatchObject({ code: 'ini-duplicate-section', pythonType: 'DuplicateSectionError', line: 3 });
    expect(error.message).toContain('line 1');
  });

  test('text before the first section is told with its line', () => {
    const error = errorOf(() => parseIni('# comment\n\nx = 1\n[a]\n'));
    expect(error).toMatchObject({ code: 'ini-missing-section-header', line: 3, column: 1 });
  });

  test.each([
    ['InterpolationSyntaxError', 'ini-interpolation-syntax', 'x = a\n  b % c', 3, 5],
    ['InterpolationMissingOptionError', 'ini-interpolation-missing-option', 'x =  ab%(nope)s', 2, 8],
    ['InterpolationDepthError', 'ini-interpolation-depth', 'x = %(x)s', 2, 5],
  ])('%s comes with line and column of the percent sign', (pythonType, code, text, line, column) => {
    const ini = parseIni(`[a]\n${text}\n`);
    expect(errorOf(() => ini.interpolate('a', 'x'))).toMatchObject({ pythonType, code, line, column });
    expect(ini.get('a', 'X')).toMatchObject({ value: ini.raw('a', 'x'), refused: { pythonType } });
  });

  test('a section or key that is not there is NoSectionError or NoOptionError', () => {
    const ini = parseIni('[a]\nx = 1\n');
    expect(errorOf(() => ini.interpolate('b', 'x'))).toMatchObject({ pythonType: 'NoSectionError', line: null });
    expect(errorOf(() => ini.interpolate('a', 'y'))).toMatchObject({ pythonType: 'NoOptionError', line: null });
    expect([ini.get('b', 'x'), ini.raw('a', 'y'), ini.header('b')]).toEqual([null, null, null]);
  });

  test('a password never stands in the message, wherever a slip has put it', () => {
    const slips = [
      '[sftp]\nremote_password hunter2\n',
      '[sftp]\nremote_password =\nhunter2\n',
      'api_token hunter2\n',
      '[a]\napi_token hunter2=\napi_token hunter2=\n',
      '[a]\npassword = %(hunter2)s\n',
      '[a]\npassword = hunter2 % x\n',
      '[a]\nx = %(password)s\npassword = %(hunter2)s\n',
    ];
    for (const text of slips) {
      const error = errorOf(() => parseIni(text).interpolate('a', text.includes('\nx =') ? 'x' : 'password'));
      expect(error.message + error.hint, text).not.toContain('hunter2');
    }
  });
});

describe('places', () => {
  test('a character of a value is found in the file, through comments, blank lines and percent signs', () => {
    const text = '[DEFAULT]\nlong = xxxxxxxx\n[a]\nv = 50%% %(long)s {\n    # comment\n\n\t"k": !1,\n  }\n';
    const ini = parseIni(text);
    const found = ini.get('a', 'v');
    const lines = text.split('\n');
    for (const character of ['5', '{', '"', '!', '}']) {
      const { line, column } = found?.placeOf(found.value.indexOf(character)) ?? { line: 0, column: 0 };
      expect(lines[line - 1]?.[column - 1], `line ${line}, column ${column}`).toBe(character);
    }
    expect(found?.placeOf(found.value.indexOf('xxx') + 5)).toEqual({ line: 4, column: 10 });
    expect(ini.header('a')).toMatchObject({ line: 3 });
  });

  test('the end of a value is a place too', () => {
    const found = parseIni('[a]\nv =\nw = ab\n');
    expect(found.get('a', 'w')?.placeOf(2)).toEqual({ line: 3, column: 7 });
    expect(found.get('a', 'v')?.placeOf(0)).toEqual({ line: 2, column: 4 });
  });
});

describe('what Python sees', () => {
  const ini = parseIni('[DEFAULT]\nd = 1\nx = 2\n[s]\nX = 3\ny = %(D)s\n[DEFAULT ]\n__proto__ = 4\n');

  test('options are the own ones, then those of DEFAULT', () => {
    expect(ini.sections()).toEqual(['s', 'DEFAULT ']);
    expect(ini.options('s')).toEqual(['x', 'y', 'd']);
    expect(ini.ownOptions('s')).toEqual(['x', 'y']);
    expect([ini.options('none'), ini.ownOptions('none')]).toEqual([[], []]);
    expect(ini.get('s', 'Y')?.value).toBe('1');
  });

  test('has_option counts DEFAULT, and the empty section is DEFAULT', () => {
    expect([ini.hasOption('s', 'D'), ini.hasOption('', 'd'), ini.hasOption('DEFAULT', 'y')]).toEqual([
      true,
      true,
      false,
    ]);
    expect(ini.hasOption('none', 'd')).toBe(false);
  });

  test('a key that JavaScript knows is a key like others', () => {
    expect(JSON.stringify(ini.toObject()['DEFAULT '])).toBe('{"__proto__":"4","d":"1","x":"2"}');
    expect(ini.hasOption('s', 'constructor')).toBe(false);
  });
});

describe('bytes', () => {
  test('a byte order mark is skipped and told', () => {
    const ini = parseIni(new TextEncoder().encode('\ufeff[a]\nx = ä\n'));
    expect(ini.toObject()).toEqual({ a: { x: 'ä' } });
    expect(ini.notes).toMatchObject([{ line: 1, message: expect.stringContaining('byte order mark') }]);
  });

  test('what is not UTF-8 is read as Windows-1252, and the first such line is told', () => {
    const ini = parseIni(Buffer.from('[a]\r\nx = M\xfcller \x80\r\n', 'latin1'));
    expect(ini.toObject()).toEqual({ a: { x: 'Müller €' } });
    expect(ini.notes).toMatchObject([{ line: 2, message: expect.stringContaining('cp1252') }]);
  });

  test.each([
    ['UTF-16', Buffer.from('\ufeff[a]\nx = 1\n', 'utf16le')],
    ['bytes that are in neither', Buffer.from('[a]\nx = \x81\xff\n', 'latin1')],
  ])('%s is refused with what to do', (_name, bytes) => {
    const error = errorOf(() => parseIni(bytes));
    expect(error).toMatchObject({ code: 'ini-encoding', pythonType: 'UnicodeDecodeError' });
    expect(error.hint).toContain('UTF-8');
  });
});

describe('notes', () => {
  test.each(['[b]', 'y = 2', 'y: 2', 'smtp_port=1'])('%s that is indented into the value above is noted', (line) => {
    const { notes } = parseIni(`[a]\nx = 1\n  ${line}\n`);
    expect(notes).toMatchObject([
      { line: 3, section: 'a', key: 'x', message: expect.stringContaining('"x" (line 2)') },
    ]);
  });

  test.each(['"y": 2', '}', '--y=2', 'https://y', 'C:\\y'])('%s within a value is not', (line) => {
    expect(parseIni(`[a]\nx = 1\n  ${line}\n`).notes).toEqual([]);
  });
});
