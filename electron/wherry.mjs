#!/usr/bin/env node
// The start of the `wherry` command: plain JavaScript, so that an old Node gets a sentence and not a syntax error.
import module from 'node:module';

const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(
    `wherry: this is Node ${process.version}, but Node 24 or newer is needed. Inside the project "npm run -s wherry -- …" uses the right one after "npm ci".\n`,
  );
  process.exit(2);
}
module.enableCompileCache();
await import('./cli.ts');
