// The rule that is being edited, without its fields.
import { describe, expect, it } from 'vitest';
import type { Rule } from '#shared/rule.ts';
import { createDraftStore } from '../../renderer/rules/draft/draft-store.ts';
import { isSame, valueAt, withValueAt } from '../../renderer/rules/draft/rule-path.ts';
import { aRule } from './a-rule.ts';

const draftOf = (rule: Rule) => ({ rule, secrets: {}, isEnabled: true });
const startDraft = (rule = aRule(), isNew = false) => createDraftStore(draftOf(rule), { isNew });

describe('a new rule', () => {
  it('begins with what another kind of source begins with: its empty fields are untouched', () => {
    const store = startDraft(aRule(), true);
    store.begin('source', { kind: 'folder', directory: '', pattern: '*' });
    expect(store.isUntouched('source.directory')).toBe(true);
    expect(store.isDirty()).toBe(false);
    store.set('source.directory', '/srv');
    expect(store.isDirty()).toBe(true);
  });
});

describe('a place in a rule', () => {
  it('is read and written through objects and lists', () => {
    const rule = withValueAt(aRule(), 'steps.1.template', 'echo 2');
    expect(valueAt(rule, 'steps.1.template')).toBe('echo 2');
    expect(valueAt(rule, 'steps.0.template')).toBe('echo {{ fileName }}');
    expect(Array.isArray(rule.steps)).toBe(true);
  });

  it('is made where what is around it is null', () => {
    expect(withValueAt(aRule(), 'alarms.heartbeat.url', 'heartbeat-url').alarms.heartbeat).toEqual({
      url: 'heartbeat-url',
    });
  });

  it('leaves everything beside the way there the same object, so that only its field is drawn again', () => {
    const before = aRule();
    const after = withValueAt(before, 'source.sftp.host', 'other');
    expect(valueAt(after, 'source.query')).toBe(valueAt(before, 'source.query'));
    expect(after.steps).toBe(before.steps);
    expect(valueAt(after, 'source.sftp')).not.toBe(valueAt(before, 'source.sftp'));
  });

  it('that does not exist has no value', () => {
    expect(valueAt(aRule(), 'mail.server.host')).toBeUndefined();
  });
});

describe('two rules', () => {
  it('are the same whatever the order of their settings, and not with another value', () => {
    expect(isSame({ one: 1, two: [{ a: 1, b: 2 }] }, { two: [{ b: 2, a: 1 }], one: 1 })).toBe(true);
    expect(isSame({ one: 1, left: undefined }, { one: 1 })).toBe(true);
    expect(isSame({ list: [1, 2] }, { list: [2, 1] })).toBe(false);
  });
});

describe('a draft', () => {
  it('is changed by a value and by a secret, and not any more when both are put back', () => {
    const store = startDraft();
    expect(store.isDirty()).toBe(false);
    store.set('name', 'Other');
    expect(store.isDirty()).toBe(true);
    store.set('name', 'Orders');
    expect(store.isDirty()).toBe(false);
    store.setSecret('sftp-password', 'new');
    expect(store.isDirty()).toBe(true);
    store.setSecret('sftp-password', undefined);
    expect(store.isDirty()).toBe(false);
  });

  it('tells nobody of a value that it has already', () => {
    const store = startDraft();
    let told = 0;
    store.subscribe(() => (told += 1));
    store.set('name', 'Orders');
    expect(told).toBe(0);
  });

  it('that is discarded is as it was kept, and its texts are made anew', () => {
    const store = startDraft();
    const before = store.generation();
    store.set('name', 'Other');
    store.setTextIssue('source.query.where', 'no JSON');
    store.restart();
    expect(store.get().rule.name).toBe('Orders');
    expect(store.issues()).toEqual([]);
    expect(store.generation()).toBeGreaterThan(before);
  });

  it('that was saved is compared with what was saved', () => {
    const store = startDraft();
    store.set('name', 'Other');
    store.setSecret('api-token', 'new');
    store.saved(draftOf(store.get().rule));
    expect(store.isDirty()).toBe(false);
    store.restart();
    expect(store.get().rule.name).toBe('Other');
  });

  it('with a text that is no JSON has an error and is not saved unnoticed, though the rule is as it was', () => {
    const store = startDraft();
    store.setTextIssue('source.query.where', 'no JSON');
    store.setIssues([{ severity: 'warning', path: ['name'], message: 'is long', hint: null }]);
    expect(store.isDirty()).toBe(true);
    expect(store.issues().map(({ severity }) => severity)).toEqual(['error', 'warning']);
    store.setTextIssue('source.query.where', null);
    expect(store.issues().map(({ severity }) => severity)).toEqual(['warning']);
  });

  it('does not reproach a new rule with fields that nobody has come to yet', () => {
    const store = startDraft(withValueAt(aRule(), 'source.sftp.host', ''), true);
    expect(store.isUntouched('source.sftp.host')).toBe(true);
    expect(store.isUntouched('name')).toBe(false);
    store.touchAll();
    expect(store.isUntouched('source.sftp.host')).toBe(false);
  });
});
