// The pages, where a checkout has not built them yet. An installed Wherry brings them along.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { WherryError } from '#engine/errors.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Says a line and takes some seconds where they are missing. @throws `no-pages` where they cannot be built */
export async function buildMissingPages(directory: string, say: (line: string) => void): Promise<void> {
  if (fs.existsSync(path.join(directory, 'index.html'))) return;
  say('Building the pages, once …');
  // Beside, then renamed: two that start at the same time do not build into each other's files.
  const beside = `${directory}.${process.pid}`;
  try {
    const { build } = await import('vite');
    await build({ configFile: path.join(ROOT, 'vite.config.ts'), logLevel: 'error', build: { outDir: beside } });
    if (!fs.existsSync(path.join(directory, 'index.html'))) fs.renameSync(beside, directory);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new WherryError('no-pages', `the pages are missing and cannot be built: ${reason}`, {
      kind: 'config',
      hint: 'In a checkout: "npm ci", then "npm run build".',
      cause,
    });
  } finally {
    fs.rmSync(beside, { recursive: true, force: true });
  }
}
