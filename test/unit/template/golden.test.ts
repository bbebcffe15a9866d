import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { renderText } from '#engine/template/render.ts';
import { TemplateError } from '#engine/template/template-error.ts';
import { parseJson } from '#engine/template/variables.ts';

const folder = new URL('../../fixtures/jinja/', import.meta.url);
const context = readFileSync(new URL('context.json', folder), 'utf8');
const golden = JSON.parse(readFileSync(new URL('golden.json', folder), 'utf8')) as {
  template: string;
  expected: string;
}[];

/** As the golden file has it: the text, or `!!Type: message`. */
function outcome(template: string): string {
  try {
    return renderText(template, parseJson(context));
  } catch (error) {
    if (error instanceof TemplateError) return `!!${error.pythonType}: ${error.detail}`;
    throw error;
  }
}

describe('what Jinja2 3.1.6 made of it', () => {
  test.each(golden)('$template', ({ template, expected }) => {
    expect(outcome(template)).toBe(expected);
  });

  test('all 72 are there', () => {
    expect(golden).toHaveLength(72);
  });
});
