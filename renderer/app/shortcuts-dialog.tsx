import { Modal } from '@mantine/core';
import { useEffect, useSyncExternalStore } from 'react';
import { createSwitch } from '../ui/switch-store.ts';
import { isTyping } from '../ui/is-typing.ts';
import { KeyCaps } from '../ui/key-caps.tsx';
import css from './shortcuts-dialog.module.css';
import { SHORTCUTS } from './shortcuts.ts';

const opened = createSwitch();

export function openShortcuts(): void {
  opened.set(true);
}

/** The list of keys; `?` opens it. */
export function ShortcutsDialog() {
  const isOpen = useSyncExternalStore(opened.subscribe, opened.get);
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || isTyping(event)) return;
      event.preventDefault();
      openShortcuts();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <Modal opened={isOpen} onClose={() => opened.set(false)} title="Keyboard shortcuts" size="lg">
      <div className={css.groups}>
        {SHORTCUTS.map(({ group, shortcuts }) => (
          <section key={group}>
            <h3 className={css.title}>{group}</h3>
            <dl className={css.list}>
              {shortcuts.map(({ keys, title }) => (
                <div key={keys} className={css.row}>
                  <dt>{title}</dt>
                  <dd>
                    <KeyCaps keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
