// The settings as they are edited: what is wrong with them, and what saving would change.
import { describe, expect, test } from 'vitest';
import { AppSettings } from '#shared/settings.ts';
import {
  changesOf,
  firstProblem,
  isMailSound,
  MAIL_PASSWORD,
  NEW_MAIL_SERVER,
  problemsAt,
  problemsOf,
  withLogin,
} from '../../renderer/settings/settings-draft.ts';

const DEFAULTS = AppSettings.parse({});
const SERVER = { ...NEW_MAIL_SERVER, host: 'smtp.example.com', from: 'wherry@example.com' };

const portProblem = (port: number) => problemsOf({ ...DEFAULTS, server: { isEnabled: true, port } }).serverPort;

describe('what is wrong', () => {
  test('nothing with the settings of a new Wherry', () => {
    expect(problemsOf(DEFAULTS)).toEqual({});
  });

  test('a new mail server lacks its host and the address that mails come from', () => {
    const app = { ...DEFAULTS, mailServer: NEW_MAIL_SERVER };
    expect(Object.keys(problemsOf(app))).toEqual(['host', 'from']);
    expect(isMailSound(app)).toBe(false);
    expect(isMailSound({ ...DEFAULTS, mailServer: SERVER })).toBe(true);
    expect(isMailSound(DEFAULTS)).toBe(false);
  });

  test.each([0, 65_536, 1.5, Number.NaN])('no mail server listens at port %s', (port) => {
    expect(problemsOf({ ...DEFAULTS, mailServer: { ...SERVER, port } }).port).toContain('1 to 65,535');
  });

  test('the local server may choose its port by itself, by 0', () => {
    expect([portProblem(0), portProblem(65_535)]).toEqual([undefined, undefined]);
    for (const port of [-1, 65_536, Number.NaN]) expect(portProblem(port)).toContain('0 for any');
  });

  test.each(['a@example.com', 'Wherry <a@example.com>', '"Wherry, north" <a@example.com>', '<a@localhost>'])(
    'mails may come from %s',
    (from) => expect(problemsOf({ ...DEFAULTS, mailServer: { ...SERVER, from } })).toEqual({}),
  );

  test.each(['', 'a', 'a@', '@example.com', 'a b@example.com', 'Wherry a@example.com', '<a@example.com', 'a@b@c'])(
    'but not from “%s”',
    (from) => expect(Object.keys(problemsOf({ ...DEFAULTS, mailServer: { ...SERVER, from } }))).toEqual(['from']),
  );

  test.each([0, 3_651, 1.5, Number.NaN])('history cannot be kept for %s days', (keepDays) => {
    expect(problemsOf({ ...DEFAULTS, keepDays }).keepDays).toContain('1 to 3,650');
  });

  test.each(['http://example.com', 'ftp://example.com', 'example.com', 'https:'])(
    'no update comes from %s',
    (feedUrl) =>
      expect(problemsOf({ ...DEFAULTS, updates: { isEnabled: false, feedUrl } }).feedUrl).toContain('https://'),
  );

  test('whatever the form accepts, the contract accepts', () => {
    const app = {
      ...DEFAULTS,
      mailServer: SERVER,
      keepDays: 3_650,
      server: { isEnabled: true, port: 0 },
      updates: { isEnabled: true, feedUrl: 'https://updates.example.com/wherry' },
    };
    expect(problemsOf(app)).toEqual({});
    expect(AppSettings.parse(app)).toEqual(app);
  });
});

describe('what is shown of it', () => {
  const problems = problemsOf({ ...DEFAULTS, mailServer: NEW_MAIL_SERVER, keepDays: 0 });

  test('nothing before its field was left', () => {
    expect(firstProblem(problemsAt(problems, new Set(['mail-host'])))).toBe('host');
    expect(Object.values(problemsAt(problems, new Set(['mail-port']))).filter(Boolean)).toEqual([]);
    expect(problemsAt(problems, new Set())).toEqual({});
  });

  test('the first one is the uppermost of the page', () => {
    expect(firstProblem(problems)).toBe('host');
    const { keepDays, from } = problems;
    expect(firstProblem({ keepDays, from } as typeof problems)).toBe('from');
    expect(firstProblem({})).toBeUndefined();
  });
});

describe('what saving would change', () => {
  test('is said in the words and the order of the page', () => {
    const app = { ...DEFAULTS, logLevel: 'debug', startsAtLogin: true, mailServer: SERVER } as const;
    expect(changesOf(DEFAULTS, { app, secrets: { [MAIL_PASSWORD]: 'p' } })).toEqual([
      'Mail',
      'Start at login',
      'Log level',
      'Mail password',
    ]);
  });

  test('is nothing where a field was changed and changed back', () => {
    expect(changesOf(DEFAULTS, { app: { ...DEFAULTS, keepDays: 90 }, secrets: {} })).toEqual([]);
  });

  test('is something where a number was emptied', () => {
    expect(changesOf(DEFAULTS, { app: { ...DEFAULTS, keepDays: Number.NaN }, secrets: {} })).toEqual(['Keep history']);
  });
});

test('a password is asked for only where a user logs in', () => {
  expect(withLogin({ ...SERVER, username: 'u' }).password).toBe(MAIL_PASSWORD);
  expect(withLogin({ ...SERVER, username: null, password: MAIL_PASSWORD }).password).toBeNull();
});
