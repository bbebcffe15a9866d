import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { call } from '../api/engine.ts';
import { saveText } from '../ui/save-text.ts';
import { toastError, toastSuccess } from '../ui/toast.tsx';

/** Asks for the support bundle and gives it to the person as a file. */
export function SupportButton({ icon }: { icon: ReactNode }) {
  const [isBusy, setIsBusy] = useState(false);
  async function save(): Promise<void> {
    setIsBusy(true);
    try {
      const { fileName, text } = await call('app.support', {});
      saveText(fileName, text);
      toastSuccess('Support bundle made', `${fileName} is among your downloads.`);
    } catch (thrown) {
      toastError(thrown, 'No support bundle was made');
    } finally {
      setIsBusy(false);
    }
  }
  return (
    <Button variant="default" leftSection={icon} loading={isBusy} onClick={() => void save()}>
      Save support bundle
    </Button>
  );
}
