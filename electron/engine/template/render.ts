// Plain Jinja2: a template's text as it is, nothing quoted. For mails, paths and `wherry render`.
import { compile } from './template.ts';
import type { Variables } from './python/values.ts';

/** Throws TemplateError. */
export function renderText(source: string, variables: Variables): string {
  return compile(source).render(variables);
}
