// The same templates through real Jinja2 and through ours: equal text, or an error of both.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderText } from '#engine/template/render.ts';
import { TemplateError } from '#engine/template/template-error.ts';
import { parseJson } from '#engine/template/variables.ts';
import { IS_WHOLE } from '../../helpers/sample.ts';
import { CONTEXT } from './grammar/context.ts';
import { template } from './grammar/grammar.ts';
import { askJinja2, jinja2Version, type Answer } from './python-jinja2.ts';

const PYTHON = '/usr/bin/python3';
const RUNS = IS_WHOLE ? 2_000 : 500;
const version = jinja2Version(PYTHON);

/** Addresses in memory, and what is printed with one, are different each time. */
const UNSTABLE = /0x7f|built-?in|bound method|<function|<generator|iterator object|jinja2.utils/i;

function ours(source: string): Answer {
  try {
    return { text: renderText(source, parseJson(CONTEXT)) };
  } catch (error) {
    if (error instanceof TemplateError) return { error: error.pythonType, message: error.detail };
    throw error;
  }
}

/** Null where the two agree. */
function difference(source: string, jinja2: Answer): string | null {
  if ('error' in jinja2 && jinja2.error === 'TimeoutError') return null;
  const mine = ours(source);
  if ('text' in jinja2 && 'text' in mine) {
    if (jinja2.text === mine.text || UNSTABLE.test(jinja2.text)) return null;
  } else if ('error' in jinja2 && 'error' in mine) {
    return null;
  } else if ('error' in mine && mine.error === 'LimitError') {
    return null;
  }
  return `${source}\n  Jinja2: ${JSON.stringify(jinja2)}\n  ours:   ${JSON.stringify(mine)}`;
}

test('Jinja2 is there to compare with where the tests count', () => {
  expect(version !== null || process.env['CI'] === undefined, 'install python3-jinja2').toBe(true);
});

test.skipIf(version === null)(
  `${RUNS} random templates come out as in Jinja2 ${version ?? '(not installed)'}`,
  { timeout: 180_000 },
  async () => {
    const templates = fc.sample(template, { seed: 20_260_101, numRuns: RUNS });
    const answers = await askJinja2(PYTHON, templates, CONTEXT);
    expect(answers).toHaveLength(RUNS);
    const differences = answers
      .map((answer, index) => difference(templates[index] ?? '', answer))
      .filter((found) => found !== null);
    expect(differences).toEqual([]);
    const rendered = answers.filter((answer) => 'text' in answer).length;
    expect(rendered, 'the grammar makes sense').toBeGreaterThan(RUNS / 2);
  },
);
