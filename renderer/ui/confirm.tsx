// Asks before something is destroyed: `if (await askConfirm({…})) …`. The frame shows the dialog.
import { Button, Modal } from '@mantine/core';
import { useSyncExternalStore, type ReactNode } from 'react';
import css from './confirm.module.css';

export interface Question {
  /** Names the thing: `Remove the rule “Invoices”?` */
  title: string;
  /** What will be lost, and what stays. */
  body: ReactNode;
  /** The verb on the button: `Remove rule`. */
  action: string;
  /** Default: true. */
  isDangerous?: boolean;
}

interface Asked extends Question {
  answer: (isConfirmed: boolean) => void;
}

let asked: Asked | null = null;
const listeners = new Set<() => void>();

function show(next: Asked | null): void {
  asked = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** True only when the person pressed the button that names the action. */
export function askConfirm(question: Question): Promise<boolean> {
  asked?.answer(false);
  return new Promise((answer) => show({ ...question, answer }));
}

export function ConfirmHost() {
  const question = useSyncExternalStore(subscribe, () => asked);
  function close(isConfirmed: boolean): void {
    question?.answer(isConfirmed);
    show(null);
  }
  return (
    <Modal opened={question !== null} onClose={() => close(false)} title={question?.title} size={440}>
      <div className={css.body}>{question?.body}</div>
      <div className={css.actions}>
        <Button variant="default" data-autofocus onClick={() => close(false)}>
          Cancel
        </Button>
        <Button color={question?.isDangerous === false ? 'accent' : 'danger'} onClick={() => close(true)}>
          {question?.action}
        </Button>
      </div>
    </Modal>
  );
}
