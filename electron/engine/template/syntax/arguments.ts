// What stands in the parentheses of a call, a filter or a test.
import type { Arguments, Expression } from './nodes.ts';
import type { TokenStream } from './token-stream.ts';

/** @param parseExpression handed in, because expressions contain arguments */
export function parseArguments(s: TokenStream, parseExpression: (s: TokenStream) => Expression): Arguments {
  const { position } = s.expect('lparen');
  const args: Arguments = { positional: [], keywords: [], star: null, doubleStar: null };
  const ensure = (isValid: boolean): void => {
    if (!isValid) s.fail('invalid syntax for function call expression', position);
  };
  for (let isFirst = true; !s.is('rparen'); isFirst = false) {
    if (!isFirst) {
      s.expect('comma');
      if (s.is('rparen')) break;
    }
    if (s.skipIf('mul')) {
      ensure(args.star === null && args.doubleStar === null);
      args.star = parseExpression(s);
    } else if (s.skipIf('pow')) {
      ensure(args.doubleStar === null);
      args.doubleStar = parseExpression(s);
    } else if (s.is('name') && s.look().type === 'assign') {
      ensure(args.doubleStar === null);
      const keyword = s.next();
      s.next();
      if (args.keywords.some(([name]) => name === keyword.value)) {
        s.fail(`keyword argument repeated: ${keyword.value}`, keyword.position, 'SyntaxError');
      }
      args.keywords.push([keyword.value, parseExpression(s)]);
    } else {
      ensure(args.star === null && args.doubleStar === null && args.keywords.length === 0);
      args.positional.push(parseExpression(s));
    }
  }
  s.expect('rparen');
  return args;
}
