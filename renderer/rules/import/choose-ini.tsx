import { Button, FileButton } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { call } from '../../api/engine.ts';
import { useCall } from '../../api/use-call.ts';
import { toastError } from '../../ui/toast.tsx';
import css from './import-dialog.module.css';
import { type IniFile, MAX_INI_BYTES, readIniFile } from './ini-file.ts';

/** Asks for the file: by the system's own dialog in the desktop application, which then knows its folder, else by the browser's. */
export function ChooseIni({ onFile }: { onFile: (file: IniFile) => void }) {
  const info = useCall('app.info', {});
  const isDesktop = info.value?.kind === 'desktop';
  async function chooseByShell(): Promise<void> {
    try {
      const chosen = await call('shell.chooseIni', {});
      if (chosen) onFile(chosen);
    } catch (thrown) {
      toastError(thrown, 'The file was not read');
    }
  }
  async function take(file: File | null): Promise<void> {
    if (!file) return;
    const ini = await readDropped(file);
    if (ini) onFile(ini);
  }
  return (
    <div className={css.drop}>
      <IconFileImport size={32} stroke={1.5} aria-hidden />
      <p>The settings file of BettrData’s sync utility, usually config/default.ini.</p>
      {isDesktop ? (
        <Button onClick={() => void chooseByShell()}>Choose a file</Button>
      ) : (
        <FileButton onChange={(file) => void take(file)} accept=".ini,.cfg,.conf,.txt">
          {(props) => <Button {...props}>Choose a file</Button>}
        </FileButton>
      )}
      <p>Or drop it anywhere on the page Rules. Nothing is kept before you have seen what it would do.</p>
    </div>
  );
}

/** Null, and told, where it is no such file. */
export async function readDropped(file: File): Promise<IniFile | null> {
  if (file.size > MAX_INI_BYTES) {
    toastError(
      {
        code: 'too-large',
        message: `${file.name} has more than 1 MB`,
        kind: 'permanent',
        hint: 'An INI file has a few KB. Is it the right one?',
      },
      'Not read',
    );
    return null;
  }
  try {
    return await readIniFile(file);
  } catch (thrown) {
    toastError(thrown, `${file.name} was not read`);
    return null;
  }
}
