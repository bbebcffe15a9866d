// `wherry render`: a Jinja2 template with given variables, or many of them, a JSON line each.
import fs from 'node:fs';
import * as z from 'zod';
import { toWherryError, WherryError } from '#engine/errors.ts';
import { renderCommandLine } from '#engine/template/command-line.ts';
import { renderText } from '#engine/template/render.ts';
import { parseJson, type Variables } from '#engine/template/variables.ts';
import { EXIT } from './exit-code.ts';

export interface RenderOptions {
  context?: string;
  quote: 'none' | 'sh' | 'cmd' | 'powershell';
  batch?: string;
}

type Result = { output: string } | { error: string };

/** A line of a batch: a template, or a template with variables of its own. */
const BatchLine = z.union([z.string(), z.object({ template: z.string() })]);

export async function renderCommand(template: string | undefined, options: RenderOptions): Promise<number> {
  if ((template === undefined) === (options.batch === undefined)) {
    throw new WherryError('usage', 'either a template or --batch is needed', { kind: 'config', hint: 'See "wherry render --help".' });
  }
  const context = options.context === undefined ? parseJson('{}') : parseJson(read(options.context));
  const results =
    template === undefined
      ? batchOf(read(options.batch === '-' ? 0 : options.batch!), context, options.quote)
      : [render(template, context, options.quote)];
  for (const result of results) process.stdout.write(`${JSON.stringify(result)}\n`);
  return results.every((result) => 'output' in result) ? EXIT.ok : EXIT.failed;
}

function batchOf(text: string, context: Variables, quote: RenderOptions['quote']): Result[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line, index) => {
    const parsed = BatchLine.safeParse(jsonOf(line, index));
    if (!parsed.success) return { error: `line ${index + 1}: neither a template nor an object with one` };
    if (typeof parsed.data === 'string') return render(parsed.data, context, quote);
    const own = parseJson(line).get('context');
    return render(parsed.data.template, own ?? context, quote);
  });
}
