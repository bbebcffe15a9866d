import { Button, Loader } from '@mantine/core';
import { IconKeyOff } from '@tabler/icons-react';
import { useConnection } from '../api/use-events.ts';
import css from './connection-bar.module.css';

/** Says above every page that what is shown may be old, and what is being done about it. */
export function ConnectionBar() {
  const connection = useConnection();
  return (
    <div role="status">
      {connection === 'lost' && (
        <div className={css.bar} data-kind="lost">
          <Loader size={14} color="warning" aria-hidden />
          <strong>Connection lost, trying again.</strong>
          <span>What is shown may be old. Is Wherry still running?</span>
        </div>
      )}
      {connection === 'refused' && (
        <div className={css.bar} data-kind="refused">
          <IconKeyOff size={16} aria-hidden />
          <strong>Wherry does not accept the token of this page.</strong>
          <span>Open the address that “wherry serve” prints.</span>
          <Button size="compact-xs" variant="default" onClick={() => location.reload()}>
            Try again
          </Button>
        </div>
      )}
    </div>
  );
}
