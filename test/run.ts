// `npm test`: Vitest, then, where there is a Chromium, Playwright over the built app. With arguments, only what they name:
// files ending in .spec.ts and what is below test/desktop and test/browser go to Playwright, the rest to Vitest.
// Without arguments, outside of CI, it takes a part of what is long (helpers/sample.ts).
// The last line counts over both; the exit code is 1 if anything failed.
import { findChromium, HOW_TO_GET_CHROMIUM } from '#test/desktop/find-chromium.ts';
import { runPlaywright } from './runners/playwright.ts';
import { IS_WHOLE } from './helpers/sample.ts';
import { BUILT_CLI, buildApp } from './runners/build-app.ts';
import { splitArguments } from './runners/split-arguments.ts';
import { addTallies, brokenRun, forbidSkips, type Tally } from './runners/tally.ts';
import { runVitest } from './runners/vitest.ts';

const isCi = Boolean(process.env['CI']);
const wanted = splitArguments(process.argv.slice(2));
const tallies: Tally[] = [];
const isAskedFor = process.argv.length > 2;
if (isAskedFor) process.env['WHERRY_WHOLE'] = '1';
// What an operator starts is started where all is run; its bundle is quicker.
else if (!IS_WHOLE && (await buildApp())) process.env['WHERRY_CLI'] = BUILT_CLI;

if (wanted.vitest) tallies.push(await runVitest(wanted.vitest));
if (wanted.playwright) tallies.push(await runInChromium(wanted.playwright, isAskedFor));

const tally = addTallies(tallies);
// On other systems than Linux some tests have nothing to test (Unix permissions, XDG folders).
const { passed, failed, unsteady, skipped } = isCi && process.platform === 'linux' ? forbidSkips(tally) : tally;
if (!IS_WHOLE && !isAskedFor) print('Without the long ones: WHERRY_WHOLE=1 runs all, as CI does.');
if (skipped.length > 0) print(`${skipped.length} skipped`);
for (const line of unsteady) print(`Passed only when tried again: ${line}`);
for (const line of failed) print(`Failed: ${line}`);
print(`${passed} passed, ${failed.length} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;

async function runInChromium(args: string[], isAskedFor: boolean): Promise<Tally> {
  const isReal = process.env['WHERRY_ELECTRON'] === 'real';
  if (isReal || (await findChromium())) return runPlaywright(args);
  print(`No Chromium here, so the browser and desktop specs were not run. To get one: ${HOW_TO_GET_CHROMIUM}`);
  return isCi || isAskedFor ? brokenRun('Playwright') : addTallies([]);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
