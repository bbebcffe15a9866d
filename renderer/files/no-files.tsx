import { Button } from '@mantine/core';
import { IconFileOff, IconFiles, IconSearchOff } from '@tabler/icons-react';
import { runAll } from '../app/rule-actions.ts';
import { linkTo } from '../app/router.ts';
import { useCall } from '../api/use-call.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { useStartDemo } from '../welcome/use-start-demo.ts';

interface NoFilesProps {
  isFiltered: boolean;
  onClear: () => void;
}

/** In place of the table when it has nothing to show; what to do about it depends on why. */
export function NoFiles({ isFiltered, onClear }: NoFilesProps) {
  const rules = useCall('rule.list', {}).value;
  const { start, isStarting } = useStartDemo();
  if (isFiltered) {
    return (
      <EmptyState
        icon={IconSearchOff}
        title="No file matches"
        actions={
          <Button variant="default" onClick={onClear}>
            Clear filters
          </Button>
        }
      >
        There are files, but none of them is what the filters and the search ask for.
      </EmptyState>
    );
  }
  if (rules?.length === 0) {
    return (
      <EmptyState
        icon={IconFiles}
        title="No files yet"
        actions={
          <>
            <Button loading={isStarting} onClick={() => void start()}>
              Try the demo
            </Button>
            <Button component="a" variant="default" href={linkTo('rules', ['import'])}>
              Import default.ini
            </Button>
            <Button component="a" variant="default" href={linkTo('rules', ['new'])}>
              New rule
            </Button>
          </>
        }
      >
        A rule says where files come from and what is done with them. There is none yet.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={IconFileOff}
      title="No files yet"
      actions={rules && <Button onClick={() => void runAll(rules)}>Run now</Button>}
    >
      The sources of your rules have listed no file so far. They are asked again at the next run.
    </EmptyState>
  );
}
