// `wherry preview`: which files are due and what would run on each.
import type { PreviewFile } from '#shared/api-rules.ts';
import { escapeControls } from '#engine/escape-controls.ts';
import { formatBytes } from './format.ts';
import { openOneRule, type OneRuleOptions } from './one-rule.ts';

export async function preview(options: OneRuleOptions & { json?: boolean }): Promise<number> {
  const session = await openOneRule(options, ({ level, message }) => {
    if (level === 'warn' || level === 'error') process.stderr.write(`${message}\n`);
  });
  try {
    const files = await session.call('rule.preview', { ruleId: session.ruleId });
    if (options.json === true) process.stdout.write(`${JSON.stringify(files, null, 2)}\n`);
    else if (files.length === 0) process.stdout.write('No file is due: nothing matches the filter.\n');
    else process.stdout.write(`${files.map(inWords).join('\n')}\n`);
    return 0;
  } finally {
    await session.close();
  }
}

function inWords({ name, sizeBytes, state, skip, localPath, commands, externalId }: PreviewFile): string {
  const size = sizeBytes === null ? 'size unknown' : formatBytes(sizeBytes);
  const lines = [`${name} (${externalId}, ${size}, ${state})`];
  if (skip !== null) return `${escapeControls(lines[0]!)}\n  not processed: ${escapeControls(skip)}`;
  lines.push(`  to ${localPath}`);
  for (const command of commands) {
    lines.push(`  ${command.name}: ${command.commandLine ?? `cannot be rendered: ${command.error}`}`);
  }
  return lines.map(escapeControls).join('\n');
}
