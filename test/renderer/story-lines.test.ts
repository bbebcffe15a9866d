import { expect, test } from 'vitest';
import { FileState, TRANSITIONS } from '#shared/file.ts';
import type { FileStory } from '#shared/story.ts';
import { namesInStory, storyLines } from '../../renderer/files/story-lines.ts';
import { whyHere } from '../../renderer/files/why-here.ts';
import { listedFile } from './listed-file.ts';

const failedStep: FileStory['steps'][number] = {
  endedAt: 30,
  step: 'step:0',
  result: {
    outcome: 'failed',
    ended: 'exit',
    exitCode: 3,
    signal: null,
    durationMs: 9,
    commandLine: 'check a.csv',
    stdoutTail: '',
    stderrTail: 'a row was rejected',
    error: 'command_1: exit code 3',
  },
};

function story(changes: Partial<FileStory> = {}): FileStory {
  return { file: listedFile(), transitions: [], steps: [], told: null, report: null, ...changes };
}

test('the end of a command stands before the move that follows from it', () => {
  const lines = storyLines(
    story({
      transitions: [
        { at: 20, verb: 'begin', state: 'active', position: 'step:0', detail: null },
        { at: 30, verb: 'advance', state: 'active', position: 'report', detail: 'command_1: exit code 3' },
      ],
      steps: [failedStep],
    }),
    ['command_1'],
  );
  expect(lines.map(({ title }) => title)).toEqual([
    'command_1 began',
    'command_1 failed with exit code 3',
    'Next: the report',
  ]);
});

test('the move after a failed command does not repeat its error', () => {
  const transitions = [
    { at: 30, verb: 'advance', state: 'active', position: 'report', detail: 'command_1: exit code 3' },
  ];
  const lines = storyLines(story({ transitions, steps: [failedStep] }), []);
  expect(lines.map(({ detail }) => detail)).toEqual(['command_1: exit code 3', null]);
});

test('every verb is told in a sentence of its own', () => {
  const verbs = [...Object.keys(TRANSITIONS), 'discover', 'reported'];
  const lines = storyLines(
    story({
      transitions: verbs.map((verb, at) => ({ at, verb, state: 'ready', position: 'download', detail: null })),
    }),
    [],
  );
  const titles = lines.map(({ title }) => title);
  expect(new Set(titles).size).toBe(verbs.length);
  for (const [index, verb] of verbs.entries()) expect(titles[index]).not.toContain(verb === 'skip' ? '\0' : `${verb},`);
});

test('a verb that is not known yet is shown as it is', () => {
  const transitions = [{ at: 1, verb: 'teleport', state: 'odd', position: 'nowhere', detail: 'why' }];
  expect(storyLines(story({ transitions }), [])[0]).toMatchObject({ title: 'teleport, now odd', detail: 'why' });
});

test('the names of the commands of a rule that is gone are those in its errors', () => {
  expect(namesInStory(story({ steps: [failedStep] }))).toEqual(['command_1']);
  expect(namesInStory(story())).toEqual([]);
});

test('each state is explained, and what waits for a person says what to do', () => {
  for (const state of FileState.options) {
    const { what, next } = whyHere({ file: listedFile({ state, attempt: 1, failures: 5 }), report: null }, []);
    expect(what).toMatch(/\.$/);
    if (['failed', 'interrupted', 'quarantined'].includes(state)) expect(next).toMatch(/Retry/);
  }
});

test('an interrupted file says that nobody knows whether its command finished', () => {
  const file = listedFile({ state: 'interrupted', failedAt: 'step:0' });
  const { what, next } = whyHere({ file, report: null }, ['import']);
  expect(what).toBe('It was interrupted in import.');
  expect(next).toContain('nobody knows whether it finished');
});

test('a status that is owed says that no command is run again', () => {
  const file = listedFile({ state: 'waiting', position: 'report', outcome: 'succeeded' });
  expect(whyHere({ file, report: null }, []).next).toContain('no command is run');
});
