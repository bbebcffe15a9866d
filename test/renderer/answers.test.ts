// Answers that are kept fresh: by which events, how often, and what is shown meanwhile.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallName } from '#shared/api.ts';
import type { EngineEvent } from '#shared/event.ts';
import { createAnswers } from '../../renderer/api/answers.ts';
import { CallError } from '../../renderer/api/call-error.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const nobody = () => {};
const rulesChanged: EngineEvent = { type: 'rules-changed' };
const fileChanged = (id: number, externalId: string) =>
  ({ type: 'file-changed', file: { id, externalId } }) as EngineEvent;

function createEngine() {
  const asked: string[] = [];
  let turn = 0;
  return {
    asked,
    ask: async (name: CallName, input: unknown) => {
      asked.push(`${name} ${JSON.stringify(input)}`);
      turn += 1;
      return turn;
    },
  };
}

describe('answers', () => {
  it('two who look at the same ask once', async () => {
    const engine = createEngine();
    const answers = createAnswers(engine.ask);
    answers.watch('rule.list', {}, nobody);
    answers.watch('rule.list', {}, nobody);
    await vi.runAllTimersAsync();
    expect(engine.asked).toEqual(['rule.list {}']);
    expect(answers.get('rule.list', {})).toEqual({ value: 1, error: null, isLoading: false });
  });

  it('an event asks again what it makes stale, and nothing else', async () => {
    const engine = createEngine();
    const answers = createAnswers(engine.ask);
    answers.watch('rule.list', {}, nobody);
    answers.watch('file.counts', {}, nobody);
    await vi.runAllTimersAsync();
    answers.heed(rulesChanged);
    await vi.runAllTimersAsync();
    expect(engine.asked).toEqual(['rule.list {}', 'file.counts {}', 'rule.list {}']);
  });

  it('a story is asked again for its own file only, by either of its names', async () => {
    const engine = createEngine();
    const answers = createAnswers(engine.ask);
    answers.watch('file.show', { id: '7' }, nobody);
    answers.watch('file.show', { id: 'abc' }, nobody);
    await vi.runAllTimersAsync();
    answers.heed(fileChanged(8, 'xyz'));
    await vi.runAllTimersAsync();
    expect(engine.asked).toHaveLength(2);
    answers.heed(fileChanged(7, 'abc'));
    await vi.runAllTimersAsync();
    expect(engine.asked).toHaveLength(4);
  });

  it('a thousand events a second make four questions a second, and the last event is not lost', async () => {
    const engine = createEngine();
    const answers = createAnswers(engine.ask);
    answers.watch('file.counts', {}, nobody);
    await vi.advanceTimersByTimeAsync(1_000);
    engine.asked.length = 0;
    for (let ms = 0; ms < 1_000; ms += 1) {
      answers.heed(fileChanged(ms, 'x'));
      await vi.advanceTimersByTimeAsync(1);
    }
    await vi.runAllTimersAsync();
    expect(engine.asked.length).toBeGreaterThanOrEqual(4);
    expect(engine.asked.length).toBeLessThanOrEqual(5);
  });

  it('is never asked twice at the same time; what came meanwhile is asked after', async () => {
    const answersOfEngine = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
    let asked = 0;
    const answers = createAnswers(() => answersOfEngine[asked++]?.promise ?? Promise.reject(new Error('asked thrice')));
    answers.watch('rule.list', {}, nobody);
    answers.heed(rulesChanged);
    await vi.runAllTimersAsync();
    expect(asked).toBe(1);
    answersOfEngine[0]?.resolve('old');
    await vi.runAllTimersAsync();
    expect(asked).toBe(2);
    answersOfEngine[1]?.resolve('new');
    await vi.runAllTimersAsync();
    expect(answers.get('rule.list', {}).value).toBe('new');
  });

  it('what nobody looks at is not asked, and is shown at once to who comes back while it is asked', async () => {
    const engine = createEngine();
    const answers = createAnswers(engine.ask);
    const leave = answers.watch('rule.list', {}, nobody);
    await vi.runAllTimersAsync();
    leave();
    answers.heed(rulesChanged);
    await vi.runAllTimersAsync();
    expect(engine.asked).toHaveLength(1);
    answers.watch('rule.list', {}, nobody);
    expect(answers.get('rule.list', {})).toEqual({ value: 1, error: null, isLoading: true });
    await vi.runAllTimersAsync();
    expect(answers.get('rule.list', {}).value).toBe(2);
  });

  it('an error keeps the last answer, and the next answer takes the error away', async () => {
    let fails = false;
    const error = new CallError({ code: 'x', message: 'no', kind: 'transient', hint: null });
    const answers = createAnswers(async () => {
      if (fails) throw error;
      return 'good';
    });
    answers.watch('rule.list', {}, nobody);
    await vi.runAllTimersAsync();
    fails = true;
    answers.reload('rule.list', {});
    await vi.runAllTimersAsync();
    expect(answers.get('rule.list', {})).toEqual({ value: 'good', error, isLoading: false });
    fails = false;
    answers.reloadAll();
    await vi.runAllTimersAsync();
    expect(answers.get('rule.list', {})).toEqual({ value: 'good', error: null, isLoading: false });
  });
});
