// What the editor asks while a person types.
import { expect, test } from 'vitest';
import type { CallInput } from '#shared/api.ts';
import { createDispatch } from '#engine/api/dispatch.ts';
import { createEditorHandlers } from '#engine/api/editor-handlers.ts';
import { createFakeClock } from '../helpers/fake-clock.ts';

const clock = createFakeClock(Date.parse('2026-03-28T12:00:00Z'));
const dispatch = createDispatch(createEditorHandlers({ clock, redact: (text) => text }), (text) => text);

async function filter(text: string) {
  const answer = await dispatch('editor.filter', { text });
  return answer.ok ? answer.value : expect.fail(answer.error.message);
}

async function command(
  input: Partial<CallInput<'editor.command'>['step']>,
  record: CallInput<'editor.command'>['record'],
) {
  const step = { kind: 'command', name: 'command_1', template: '', ...input };
  const answer = await dispatch('editor.command', { step, record, localPath: '/in/a b.csv' });
  return answer.ok ? answer.value : expect.fail(answer.error.message);
}

test('a filter that is no JSON is told with its place and what to write', async () => {
  expect(await filter('{\n  "a": 1,\n}')).toMatchObject({
    value: null,
    findings: [{ severity: 'error', line: 2, column: 9, hint: 'Remove the comma.' }],
  });
});

test('b8: $and is told at its own place, and its flattening is offered', async () => {
  const found = await filter('{ "x": 1,\n  "$and": [{ "a": { "$gt": 1 } }, { "b": 2 }] }');
  expect(found.findings).toMatchObject([{ line: 2, column: 3 }]);
  expect(JSON.parse(found.flattened!)).toEqual({ x: 1, a: { $gt: 1 }, b: 2 });
});

test('an $and whose parts share a key cannot be flattened', async () => {
  expect(await filter('{ "$and": [{ "a": 1 }, { "a": 2 }] }')).toMatchObject({ flattened: null });
});

test('a good filter has nothing to say', async () => {
  expect(await filter('{ "status.processed.done": true }')).toEqual({
    findings: [],
    value: { 'status.processed.done': true },
    flattened: null,
  });
});

test('a command is shown as it would run on a record, values quoted', async () => {
  const shown = await command(
    { template: 'load {{ filePath }} {{ fileName }}', mode: 'shell', shell: 'sh' },
    { _id: '1', fileName: "it's; rm -rf.csv" },
  );
  expect(shown).toMatchObject({ error: null, commandLine: `load '/in/a b.csv' 'it'\\''s; rm -rf.csv'` });
});

test('a template that cannot be read is a finding with its place; nothing is rendered', async () => {
  const shown = await command({ template: 'load {{ fileName' }, { _id: '1', fileName: 'a' });
  expect(shown.findings).toMatchObject([{ severity: 'error', line: 1 }]);
  expect(shown).toMatchObject({ commandLine: null, error: expect.stringMatching(/./) });
});

test('the next times of a schedule, over the change to summer time', async () => {
  const schedule = { kind: 'daily', at: '02:30', timezone: 'Europe/Berlin' };
  const answer = await dispatch('editor.schedule', { schedule, count: 3 });
  const times = answer.ok ? answer.value.at.map((at) => new Date(at).toISOString()) : [];
  expect(times).toEqual(['2026-03-29T01:00:00.000Z', '2026-03-30T00:30:00.000Z', '2026-03-31T00:30:00.000Z']);
});

test.each([
  [{ kind: 'cron', expression: '61 * * * *', timezone: 'UTC' }],
  [{ kind: 'daily', at: '25:00', timezone: 'UTC' }],
  [{ kind: 'daily', at: '05:00', timezone: 'Mars/Base' }],
])('%j has no times, and why is said', async (schedule) => {
  const answer = await dispatch('editor.schedule', { schedule, count: 3 });
  expect(answer).toMatchObject({ ok: true, value: { at: [], error: expect.stringMatching(/./) } });
});

test('a call that is unknown, or answered elsewhere, is an error of the answer', async () => {
  const untyped = dispatch as (name: string, input: unknown) => Promise<unknown>;
  for (const name of ['rule.save', 'toString', '__proto__', 'no.such']) {
    expect(await untyped(name, {})).toMatchObject({ ok: false, error: { code: 'unknown-call' } });
  }
});
