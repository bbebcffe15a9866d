// `wherry check`: a line for everything that a run will need, with what to do where it fails.
import { escapeControls } from '#engine/escape-controls.ts';
import { EXIT } from './exit-code.ts';
import { openOneRule, type OneRuleOptions } from './one-rule.ts';

export async function check(options: OneRuleOptions & { json?: boolean }): Promise<number> {
  const isJson = options.json === true;
  const session = await openOneRule(options, ({ level, message }) => {
    if (level === 'warn' || level === 'error') process.stderr.write(`${message}\n`);
  });
  try {
    if (!isJson) printLine({ title: 'settings', ok: true, detail: session.from, hint: null });
    session.subscribe((event) => {
      if (event.type === 'check-result' && !isJson) printLine(event.result);
    });
    const results = await session.call('rule.check', { ruleId: session.ruleId });
    if (isJson) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
    return results.every(({ ok }) => ok) ? EXIT.ok : EXIT.failed;
  } finally {
    await session.close();
  }
}

function printLine({
  title,
  ok,
  detail,
  hint,
}: {
  title: string;
  ok: boolean;
  detail: string;
  hint: string | null;
}): void {
  const next = hint === null ? '' : `\n${' '.repeat(22)}${escapeControls(hint)}`;
  const verdict = ok ? (hint === null ? 'ok  ' : 'warn') : 'FAIL';
  process.stdout.write(`${verdict}  ${title.padEnd(15)} ${escapeControls(detail)}${next}\n`);
}
