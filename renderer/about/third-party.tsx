import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import css from './about-page.module.css';

/** What is in the application besides our own; Vite writes the licences' texts of all that it bundles into licenses.md. */
const THIRD_PARTY: readonly (readonly [name: string, licence: string])[] = [
  ['Electron, electron-store, electron-updater', 'MIT'],
  ['React', 'MIT'],
  ['Mantine', 'MIT'],
  ['CodeMirror', 'MIT'],
  ['TanStack Virtual', 'MIT'],
  ['Tabler Icons', 'MIT'],
  ['Inter', 'OFL 1.1'],
  ['JetBrains Mono', 'OFL 1.1'],
  ['zod', 'MIT'],
  ['ssh2', 'MIT'],
  ['ssh2-sftp-client', 'Apache 2.0'],
  ['undici', 'MIT'],
  ['mingo', 'MIT'],
  ['croner', 'MIT'],
  ['nodemailer', 'MIT-0'],
  ['Fastify', 'MIT'],
  ['conf', 'MIT'],
  ['node-notifier', 'MIT'],
  ['@napi-rs/keyring', 'MIT'],
  ['commander, cli-table3', 'MIT'],
];

export function ThirdParty() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setIsOpen(true)}>
        Show licences
      </Button>
      <Modal opened={isOpen} onClose={() => setIsOpen(false)} title="Software of others" size={480}>
        <p className={css.note}>The texts of all licences are in the files licenses.md beside the program.</p>
        <ul className={css.list}>
          {THIRD_PARTY.map(([name, licence]) => (
            <li key={name}>
              {name} <span>{licence}</span>
            </li>
          ))}
        </ul>
      </Modal>
    </>
  );
}
