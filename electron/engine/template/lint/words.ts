// The template's own words: shell operators where no shell is, and shells within the shell.
import { children } from '../evaluate/children.ts';
import type { Node, Statement } from '../syntax/nodes.ts';
import type { Found } from './finding.ts';

const OPERATOR = /(?:^|\s)(\|\|?|&&?|;|[12]?>>?|<|2>&1)(?=\s|$)/;
const INNER_SHELL =
  /\b(?:(?:ba|da|z|k)?sh\s+-\w*c|ssh|xargs|cmd(?:\.exe)?\s+\/\w*c|(?:powershell|pwsh)(?:\.exe)?\s.*-c\w*)\s/i;

/** For argument mode: what only a shell would understand. */
export function lintArgvWords(body: readonly Statement[]): Found[] {
  return texts(body).flatMap(({ text, position }): Found[] => {
    const operator = OPERATOR.exec(text);
    if (!operator) return [];
    const at = position + operator.index + operator[0].indexOf(operator[1] ?? '');
    const message = `no shell reads this command: '${operator[1]}' is just an argument`;
    return [{ severity: 'warning', message, hint: 'Switch the step to shell mode, or write two steps.', position: at }];
  });
}

/** A shell that is started with a text reads the text again: what was quoted for the outer one is bare in the inner one. */
export function lintInnerShell(body: readonly Statement[]): Found[] {
  const all = texts(body);
  const found = all.find(({ text }) => INNER_SHELL.test(text));
  const match = found && INNER_SHELL.exec(found.text);
  if (!found || !match || !hasPlaceholder(body)) return [];
  return [
    {
      severity: 'warning',
      message: `'${match[0].trim()}' reads its text as a command again: a value in it is not safe there`,
      hint: `Give values as arguments: sh -c 'use "$1"' sh {{ fileName }}.`,
      position: found.position + match.index,
    },
  ];
}

function texts(nodes: readonly Node[]): { text: string; position: number }[] {
  return nodes.flatMap((node) => (node.type === 'data' ? [node] : texts(children(node))));
}

function hasPlaceholder(body: readonly Node[]): boolean {
  return body.some((node) =>
    node.type === 'output' ? node.nodes.some((part) => part.type !== 'data') : hasPlaceholder(children(node)),
  );
}
