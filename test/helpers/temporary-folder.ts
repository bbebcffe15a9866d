import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** A new folder that goes when the test is over. @param onFinished the test's own, where tests run side by side */
export function temporaryFolder(onFinished: (clean: () => void) => void = onTestFinished): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'wherry-test-')));
  onFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}
