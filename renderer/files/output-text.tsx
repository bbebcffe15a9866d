import { ActionIcon, Tooltip } from '@mantine/core';
import { IconTextWrap } from '@tabler/icons-react';
import { useState } from 'react';
import { CopyButton } from '../ui/copy-button.tsx';
import css from './output-text.module.css';

interface OutputTextProps {
  /** `Error output`. */
  title: string;
  text: string;
}

/** Output of a command as it was written; long lines wrap or scroll, as one likes. */
export function OutputText({ title, text }: OutputTextProps) {
  const [isWrapped, setIsWrapped] = useState(true);
  return (
    <div className={css.output}>
      <div className={css.head}>
        <span className={css.title}>{title}</span>
        <Tooltip label="Wrap long lines">
          <ActionIcon
            size={24}
            aria-label={`Wrap long lines of ${title.toLowerCase()}`}
            aria-pressed={isWrapped}
            variant={isWrapped ? 'light' : 'subtle'}
            onClick={() => setIsWrapped(!isWrapped)}
          >
            <IconTextWrap size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <CopyButton text={text} label={`Copy ${title.toLowerCase()}`} isIcon />
      </div>
      <pre className={css.text} data-wrapped={isWrapped || undefined} tabIndex={0} aria-label={title}>
        {text.replace(/\n$/, '')}
      </pre>
    </div>
  );
}
