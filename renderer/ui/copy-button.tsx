import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { toastError } from './toast.tsx';

export interface CopyButtonProps {
  /** A function where it is long, so that it is made only when it is asked for. */
  text: string | (() => string);
  /** What is copied: `Copy path`. */
  label: string;
  /** Only the icon, with the label on hover. */
  isIcon?: boolean;
}

/** Puts a text into the clipboard and says so. */
export function CopyButton({ text, label, isIcon = false }: CopyButtonProps) {
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), 1_500);
    return () => clearTimeout(timer);
  }, [isCopied]);
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : text());
      setIsCopied(true);
    } catch (thrown) {
      toastError(thrown, 'Not copied');
    }
  }
  const icon = isCopied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />;
  const words = isCopied ? 'Copied' : label;
  if (isIcon) {
    return (
      <Tooltip label={words}>
        <ActionIcon aria-label={words} onClick={() => void copy()}>
          {icon}
        </ActionIcon>
      </Tooltip>
    );
  }
  return (
    <Button size="compact-sm" variant="subtle" color="gray" leftSection={icon} onClick={() => void copy()}>
      {words}
    </Button>
  );
}
