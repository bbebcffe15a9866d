// Where placeholders stand in a shell's line. Branches are followed one after the other, each from the same start.
import { createQuoter } from '../quoting/create-quoter.ts';
import type { Quoter } from '../quoting/quoter.ts';
import type { Shell } from '../quoting/shell.ts';
import type { Expression, Statement } from '../syntax/nodes.ts';
import { PyError } from '../template-error.ts';
import type { Found } from './finding.ts';

export function lintPlaces(
  body: readonly Statement[],
  shell: Shell,
  quoting: 'contextual' | 'legacy',
  end: number,
): Found[] {
  const found: Found[] = [];
  const quoter = walk(body, createQuoter(shell), { quoting, found });
  // What has been refused on the way would only be repeated at the end.
  if (quoting === 'contextual' && found.every(({ severity }) => severity !== 'error')) {
    attempt(() => quoter.end(), end, found);
  }
  return found;
}

interface Walk {
  quoting: 'contextual' | 'legacy';
  found: Found[];
}

/** The quoter as it is after the statements. */
function walk(body: readonly Statement[], start: Quoter, lint: Walk): Quoter {
  let quoter = start;
  for (const node of body) {
    switch (node.type) {
      case 'output':
        for (const part of node.nodes) {
          if (part.type === 'data') quoter.literal(part.text);
          else placeholder(part, quoter, lint);
        }
        break;
      case 'if': {
        const bodies = [node.body, ...node.elifs.map((elif) => elif.body), node.otherwise];
        const ends = bodies.map((branch) => walk(branch, quoter.copy(), lint));
        quoter = ends[0] ?? quoter;
        break;
      }
      case 'for':
        walk(node.otherwise, quoter.copy(), lint);
        quoter = walk(node.body, quoter, lint);
        break;
      case 'with':
      case 'autoescape':
      case 'block':
        quoter = walk(node.body, quoter, lint);
        break;
      case 'callblock':
      case 'filterblock':
        attempt(() => quoter.value('1'), node.position, lint.found);
        break;
      case 'set':
      case 'setblock':
      case 'macro':
        break;
    }
  }
  return quoter;
}

function placeholder(node: Expression, quoter: Quoter, { quoting, found }: Walk): void {
  const { position } = node;
  const isRaw = node.type === 'filter' && node.name === 'raw';
  const { place } = quoter;
  if (quoting === 'legacy' || isRaw) {
    found.push({
      severity: 'warning',
      message: `${isRaw ? '|raw' : '"exact legacy" quoting'}: the value is not quoted and can start other commands`,
      hint: isRaw ? 'Leave |raw out; every value is quoted for its place.' : 'Switch the rule to contextual quoting.',
      position,
    });
    if (isRaw) return;
  }
  if (quoting === 'legacy') return;
  if (place === 'single quotes') {
    const hint = 'It is quoted safely; it is simpler to leave the quotes out: every value is quoted by itself.';
    found.push({ severity: 'warning', message: 'a placeholder inside single quotes', hint, position });
  }
  if (place === 'unquoted text' && makesWords(node)) {
    found.push({
      severity: 'warning',
      message: 'several words in one placeholder become one argument',
      hint: 'Write the fixed words outside of it: --alias {{ alias }}.',
      position,
    });
  }
  attempt(() => quoter.value('1'), position, found);
}

/** Texts with a space that are put together with something. */
function makesWords(node: Expression): boolean {
  const parts = node.type === 'concat' ? node.nodes : node.type === 'binary' ? [node.left, node.right] : [];
  if (node.type === 'cond') return makesWords(node.whenTrue) || (node.otherwise !== null && makesWords(node.otherwise));
  return parts.some(
    (part) =>
      (part.type === 'const' && typeof part.value === 'string' && /^--?\w.*\s|\s--?\w/.test(part.value)) ||
      makesWords(part),
  );
}

function attempt(work: () => void, position: number, found: Found[]): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof PyError)) throw error;
    const [message = '', ...instead] = error.message.split(': ');
    const hint = instead.join(': ');
    found.push({ severity: 'error', message, hint: `${hint.charAt(0).toUpperCase()}${hint.slice(1)}.`, position });
  }
}
