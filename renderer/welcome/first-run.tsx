import { Button } from '@mantine/core';
import { IconFileImport, IconPlus, IconSailboat, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { linkTo } from '../app/router.ts';
import css from './welcome.module.css';
import { useStartDemo } from './use-start-demo.ts';

/** What one can begin with, where there are no rules yet. */
export function FirstRun() {
  const { start, isStarting } = useStartDemo();
  return (
    <ul className={css.choices}>
      <Choice
        icon={IconSailboat}
        title="Try it with the demo instance"
        text="Wherry starts a small BettrData instance on this computer, with eight files, and walks you through a run. Two minutes; nothing leaves the machine."
        action={
          <Button loading={isStarting} onClick={() => void start()}>
            Start the demo
          </Button>
        }
      />
      <Choice
        icon={IconFileImport}
        title="Import default.ini"
        text="You have used BettrData’s sync utility: its settings file becomes a rule. You see what it would do, and approve its commands, before anything runs."
        action={
          <Button component="a" variant="default" href={linkTo('rules', ['import'])}>
            Import a file
          </Button>
        }
      />
      <Choice
        icon={IconPlus}
        title="New rule"
        text="Say where files come from, where they go and what is run on each. Every part can be tested while you type."
        action={
          <Button component="a" variant="default" href={linkTo('rules', ['new'])}>
            Make a rule
          </Button>
        }
      />
    </ul>
  );
}

function Choice({
  icon: Picture,
  title,
  text,
  action,
}: {
  icon: Icon;
  title: string;
  text: string;
  action: ReactNode;
}) {
  return (
    <li className={css.choice}>
      <span className={css.picture}>
        <Picture size={24} stroke={1.5} aria-hidden />
      </span>
      <h2 className={css.choiceTitle}>{title}</h2>
      <p className={css.choiceText}>{text}</p>
      {action}
    </li>
  );
}
