// Issues and lines of a check, put to the parts of the editor.
import { describe, expect, it } from 'vitest';
import type { RuleIssue } from '#shared/api-rules.ts';
import { Rule } from '#shared/rule.ts';
import { sectionOfLine, shownFingerprint } from '../../renderer/rules/draft/check-lines.ts';
import { issueSentence } from '../../renderer/rules/draft/issue-sentence.ts';
import { countInWords, countIssues, sectionOf, SECTIONS } from '../../renderer/rules/draft/sections.ts';
import { pathInWords } from '../../renderer/rules/import/import-words.ts';

const line = (title: string, detail = '', ok = true) => ({ title, ok, detail, hint: null });
const issueAt = (...path: (string | number)[]): RuleIssue => ({ severity: 'error', path, message: '', hint: null });

describe('an issue', () => {
  it.each([
    [['source', 'baseUrl'], 'source'],
    [['source', 'query', 'where', '$and'], 'filter'],
    [['source', 'remotePath'], 'folders'],
    [['source', 'sftp', 'idleTimeoutMs'], 'advanced'],
    [['source', 'sftp', 'host'], 'source'],
    [['steps', 0, 'template'], 'commands'],
    [['source', 'claim', 'leaseMs'], 'status'],
    [['mail', 'alertTo', 1], 'mail'],
    [['secrets', 'sftp-password'], 'source'],
    [['secrets', 'smtp-password'], 'mail'],
    [['something', 'new'], 'name'],
  ] as const)('at %j belongs to the part %s', (path, id) => {
    expect(sectionOf(issueAt(...path))).toBe(id);
  });

  it('of each setting of a rule belongs to a part that says so', () => {
    const settings = Object.keys(Rule.shape);
    const named = SECTIONS.flatMap(({ paths }) => paths);
    expect(settings.filter((name) => !named.some((path) => path === name || path.startsWith(`${name}.`)))).toEqual([]);
  });

  it('is a sentence with the name of its field, or one of its own', () => {
    expect(issueSentence('Target folder', 'is missing')).toBe('Target folder is missing.');
    expect(issueSentence('Mail server', 'no mail server is set')).toBe('No mail server is set.');
    expect(issueSentence('Filter', 'This is no JSON yet: at 3.')).toBe('This is no JSON yet: at 3.');
  });
});

it('errors and warnings are counted in words', () => {
  const issues: RuleIssue[] = [issueAt('name'), { ...issueAt('mail'), severity: 'warning' }, issueAt('steps')];
  expect(countInWords(countIssues(issues))).toBe('2 errors, 1 warning');
  expect(countInWords(countIssues(issues.slice(0, 1)))).toBe('1 error');
  expect(countInWords(countIssues([]))).toBe('');
});

describe('a line of the test of the connection', () => {
  const key = `SHA256:${'a'.repeat(43)}`;
  const other = `SHA256:${'b'.repeat(43)}`;

  it('is shown in the part that it is about; one that is new to us at the source', () => {
    expect(sectionOfLine(line('SFTP login'), [])).toBe('source');
    expect(sectionOfLine(line('target folder'), [])).toBe('folders');
    expect(sectionOfLine(line('command_1'), ['command_1'])).toBe('commands');
    expect(sectionOfLine(line('moon'), ['command_1'])).toBe('source');
  });

  it('of a command that is called like a check belongs to the commands', () => {
    expect(sectionOfLine(line('mail'), ['mail'])).toBe('commands');
  });

  it('shows the fingerprint that the server has; of a changed key the new one', () => {
    expect(shownFingerprint([line('SFTP login', `accepted; host key ${key}, trusted from now on`)])).toBe(key);
    const changed = `h:22 shows the host key ${other}, but ${key} was recorded at the first login`;
    expect(shownFingerprint([line('SFTP login', changed, false)])).toBe(other);
    expect(shownFingerprint([line('API login', key)])).toBeNull();
  });
});

it('the path of a setting is told by the part in which it is edited', () => {
  expect(pathInWords('source.query.where')).toBe('Filter › where');
  expect(pathInWords('steps.0.template')).toBe('Commands › 1 › template');
  expect(pathInWords('schedule')).toBe('Schedule › schedule');
  expect(pathInWords('unheard.of')).toBe('unheard.of');
});
