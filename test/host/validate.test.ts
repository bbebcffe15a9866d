// What the editor is told about a rule before anything is asked of a server.
import { expect, test } from 'vitest';
import { systemClock } from '#engine/clock.ts';
import { validateRule } from '#host/rules/validate-rule.ts';
import { exampleRule, exampleSource } from './example-rule.ts';

function issuesOf(draft: unknown, hasSecrets = true): string[] {
  const { issues } = validateRule(draft, { clock: systemClock, mailServer: null, hasSecret: () => hasSecrets });
  return issues.map(({ severity, path, message }) => `${severity} ${path.join('.')}: ${message}`);
}

function withStep(step: object): object {
  return { ...exampleRule(), steps: [{ ...exampleRule().steps[0], ...step }] };
}

function withSource(changes: object): object {
  return { ...exampleRule(), source: exampleSource(changes) };
}

test('a good rule has nothing to be said about', () => {
  expect(issuesOf(exampleRule())).toEqual([]);
});

test.each<[string, object, string]>([
  ['a name that is left out', { name: undefined }, 'error name: is missing'],
  ['an empty name', { name: '' }, 'error name: is missing'],
  ['a text where a number is needed', { parallel: 'four' }, 'error parallel: must be a number'],
  ['too many at the same time', { parallel: 65 }, 'error parallel: must be at most 64'],
  ['a word that is not known', { unverified: 'maybe' }, 'error unverified: must be one of: refuse, stable, accept'],
  [
    'a time of day',
    { schedule: { kind: 'daily', at: '25:00', timezone: 'UTC' } },
    'error schedule.at: must be a time such as 07:30',
  ],
  [
    'a zone',
    { schedule: { kind: 'daily', at: '05:00', timezone: 'Nowhere' } },
    'error schedule.timezone: is no time zone such as Europe/Berlin',
  ],
  [
    'no days',
    { schedule: { kind: 'weekly', at: '05:00', timezone: 'UTC', weekdays: [] } },
    'error schedule.weekdays: is missing',
  ],
  ['a relative folder', { targetDirectory: 'in' }, 'error targetDirectory: is no absolute path'],
  ['a folder outside', { successDirectory: '../out' }, 'error successDirectory: is no folder below the target folder'],
  [
    'the folder for unfinished downloads',
    { successDirectory: '.wherry' },
    'error successDirectory: is no folder below the target folder',
  ],
  [
    'a moment that never comes',
    { schedule: { kind: 'cron', expression: '0 0 30 2 *', timezone: 'UTC' } },
    'error schedule.expression: names a moment that never comes',
  ],
  [
    'no cron',
    { schedule: { kind: 'cron', expression: 'often', timezone: 'UTC' } },
    'error schedule.expression: cannot be read',
  ],
])('%s is told in plain words', (_, changes, expected) => {
  expect(issuesOf({ ...exampleRule(), ...changes })).toEqual([expect.stringContaining(expected)]);
});

test.each<[string, object, string]>([
  ['an address', { baseUrl: 'acme' }, 'error source.baseUrl: is no address that begins with https:// or http://'],
  ['a login in the address', { baseUrl: 'https://me:pw@acme.example.com' }, 'error source.baseUrl: holds a login'],
  ['an empty filter', { query: { where: {} } }, 'error source.query.where: is empty, which would fetch every file'],
  ['an operator that servers ignore', { query: { where: { a: { $regx: 'x' } } } }, 'error source.query.where: a.$regx'],
  [
    'one attribute for two things',
    { errorAttribute: 'client_status' },
    'error source.errorAttribute: is the status attribute too',
  ],
  ['an attribute with a dot', { statusAttribute: 'a.b' }, 'error source.statusAttribute: must not contain a dot or $'],
])('%s of the source is told in plain words', (_, changes, expected) => {
  expect(issuesOf(withSource(changes))).toEqual([expect.stringContaining(expected)]);
});

test('an empty filter is fine where all files are meant', () => {
  expect(issuesOf(withSource({ query: { where: {}, allFiles: true } }))).toEqual([]);
});

test('what the template lint finds is told with its place: errors forbid, warnings do not', () => {
  expect(issuesOf(withStep({ template: 'echo {{ fileName' }))).toEqual([
    expect.stringMatching(/^error steps\.0\.template: line 1, column \d+: /),
  ]);
  expect(issuesOf(withStep({ template: 'echo {{ fileNme }}' }))[0]).toMatch(/^warning steps\.0\.template: line 1/);
});

test('two commands of one name, a mail without a server and without people, and a secret that is not set are told', () => {
  const [step] = exampleRule().steps;
  const draft = { ...exampleRule(), steps: [step, step], mail: { server: null, successTo: ['nobody'], alertTo: [] } };
  expect(issuesOf(draft, false)).toEqual([
    'error steps.1.name: is the name of another command too',
    'warning mail.server: no mail server is set, so no mail is sent',
    'error mail.successTo.0: "nobody" is no mail address',
    'warning secrets.api-token: is not set: the rule cannot run without it',
    'warning secrets.sftp-password: is not set: the rule cannot run without it',
  ]);
  expect(issuesOf({ ...exampleRule(), mail: { server: null, successTo: [], alertTo: [] } })[1]).toContain(
    'nobody is sent anything',
  );
});

test.each([[null], [42], ['text'], [[]], [{}]])('%j is no rule, and that is told, not thrown', (draft) => {
  expect(issuesOf(draft).length).toBeGreaterThan(0);
});
