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

/** A line of a batch. */
const BatchLine = z.union([z.string(), z.object({ template: z.string() }).transform(({ template }) => template)]);

export async function renderCommand(template: string | undefined, options: RenderOptions): Promise<number> {
  const { batch, context, quote } = options;
  if ((template === undefined) === (batch === undefined)) {
    const hint = 'See "wherry render --help".';
    throw new WherryError('usage', 'either a template or --batch FILE is needed', { kind: 'config', hint });
  }
  const variables = parseJson(context === undefined ? '{}' : read(context));
  if (template !== undefined) {
    const result = render(template, variables, quote);
    print(result);
    return 'output' in result ? EXIT.ok : EXIT.failed;
  }
  for (const [index, line] of read(batch === '-' ? 0 : batch!)
    .split('\n')
    .entries()) {
    if (line.trim() !== '') print(renderLine(line, index + 1, variables, quote));
  }
  return EXIT.ok;
}

function renderLine(line: string, number: number, variables: Variables, quote: RenderOptions['quote']): Result {
  try {
    const parsed = BatchLine.safeParse(JSON.parse(line));
    if (parsed.success) return render(parsed.data, variables, quote);
    return { error: `line ${number}: neither a template nor an object with one` };
  } catch (error) {
    return { error: `line ${number}: ${toWherryError(error).message}` };
  }
}

function render(template: string, variables: Variables, quote: RenderOptions['quote']): Result {
  try {
    if (quote === 'none') return { output: renderText(template, variables) };
    return { output: renderCommandLine(template, variables, { shell: quote, quoting: 'contextual' }) };
  } catch (error) {
    return { error: toWherryError(error).message };
  }
}

/** @param file a path, or 0 for standard input */
function read(file: string | 0): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (cause) {
    throw new WherryError('no-file', `${file === 0 ? 'standard input' : file} cannot be read`, {
      kind: 'config',
      cause,
    });
  }
}

function print(result: Result): void {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
