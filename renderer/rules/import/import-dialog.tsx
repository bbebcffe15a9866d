import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { CallOutput } from '#shared/api.ts';
import { call, WHO } from '../../api/engine.ts';
import { useCall } from '../../api/use-call.ts';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { RowSkeletons } from '../../ui/page-skeleton.tsx';
import { toastError } from '../../ui/toast.tsx';
import { ApprovalPanel } from './approval-panel.tsx';
import { ChooseIni } from './choose-ini.tsx';
import css from './import-dialog.module.css';
import { ImportView } from './import-view.tsx';
import type { IniFile } from './ini-file.ts';

export interface ImportDialogProps {
  /** `choose`: asks for it first; null: closed. */
  file: IniFile | 'choose' | null;
  onFile: (file: IniFile) => void;
  /** Another file is to be chosen. */
  onAgain: () => void;
  onClose: () => void;
}

type Entry = CallOutput<'rule.importIni'>;

/** From a file to an approved rule: choose, look, import, approve. */
export function ImportDialog({ file, onFile, onAgain, onClose }: ImportDialogProps) {
  const [imported, setImported] = useState<Entry | null>(null);
  function close(): void {
    setImported(null);
    onClose();
  }
  return (
    <Modal opened={file !== null} onClose={close} title={titleOf(file, imported)} size={760}>
      {imported && <ApprovalPanel entry={imported} onDone={close} />}
      {!imported && file === 'choose' && <ChooseIni onFile={onFile} />}
      {!imported && file !== null && file !== 'choose' && (
        <Look key={file.base64} file={file} onImported={setImported} onAgain={onAgain} onClose={close} />
      )}
    </Modal>
  );
}

function titleOf(file: IniFile | 'choose' | null, imported: Entry | null): string {
  if (imported) return `Approve “${imported.rule.name}”`;
  return file === null || file === 'choose' ? 'Import an INI file' : `Import ${file.path}`;
}

interface LookProps {
  file: IniFile;
  onImported: (entry: Entry) => void;
  onAgain: () => void;
  onClose: () => void;
}

function Look({ file, onImported, onAgain, onClose }: LookProps) {
  const found = useCall('rule.readIni', file);
  const [isImporting, setIsImporting] = useState(false);
  async function importIt(): Promise<void> {
    setIsImporting(true);
    try {
      onImported(await call('rule.importIni', { ...file, who: WHO }));
    } catch (thrown) {
      toastError(thrown, 'Not imported');
      setIsImporting(false);
    }
  }
  return (
    <>
      {found.error && (
        <div className={css.error}>
          <ErrorPanel error={found.error} title="This file cannot be imported" />
        </div>
      )}
      {!found.error && !found.value && <RowSkeletons count={6} />}
      {!found.error && found.value && <ImportView found={found.value} />}
      <div className={css.actions}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        {found.error ? (
          <Button onClick={onAgain}>Choose a file</Button>
        ) : (
          <Button disabled={!found.value} loading={isImporting} onClick={() => void importIt()}>
            {found.value?.changes ? 'Replace the rule' : 'Import'}
          </Button>
        )}
      </div>
    </>
  );
}
