// The environment of a command: ours, plus what it is about, minus everything that is Wherry's own (b52).
import { basename } from 'node:path';
import type { StepFile } from './step.ts';

/**
 * Every inherited `WHERRY_…` variable is left out, whatever it holds: they are settings of Wherry, some of them secrets.
 * @param inherited `process.env`
 */
export function commandEnvironment(
  inherited: NodeJS.ProcessEnv,
  file: StepFile,
  names: { rule: string; step: string },
): NodeJS.ProcessEnv {
  const own = Object.entries(inherited).filter(([name]) => !name.toUpperCase().startsWith('WHERRY_'));
  const { fileName, md5 } = file.record;
  const about = {
    WHERRY_RULE: names.rule,
    WHERRY_STEP: names.step,
    WHERRY_FILE_ID: file.externalId,
    WHERRY_FILE_PATH: file.path,
    WHERRY_FILE_NAME: typeof fileName === 'string' ? fileName : basename(file.path),
    WHERRY_MD5: typeof md5 === 'string' ? md5 : '',
  };
  const safe = Object.entries(about).map(([name, value]) => [name, value.replaceAll('\0', '\ufffd').toWellFormed()]);
  // A bare program name is not looked for among the downloaded files.
  const windows = process.platform === 'win32' ? { NoDefaultCurrentDirectoryInExePath: '1' } : {};
  return { ...Object.fromEntries(own), ...Object.fromEntries(safe), ...windows };
}
