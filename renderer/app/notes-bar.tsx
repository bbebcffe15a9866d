import { CloseButton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useCall } from '../api/use-call.ts';
import css from './connection-bar.module.css';
import { linkTo } from './router.ts';

/** What a person should know since the start (settings were set aside, …), above every page until it is closed; About keeps it. */
export function NotesBar() {
  const info = useCall('app.info', {});
  const [closed, setClosed] = useState<readonly string[]>([]);
  const notes = info.value?.notes.filter((note) => note.severity !== 'info' && !closed.includes(note.title)) ?? [];
  return notes.map((note) => (
    <div key={note.title} className={css.bar} data-kind={note.severity === 'error' ? 'refused' : 'lost'} role="status">
      <IconAlertTriangle size={16} aria-hidden />
      <strong>{note.title}</strong>
      <a className={css.more} href={linkTo('about')}>
        What it means
      </a>
      <CloseButton
        className={css.close}
        size="sm"
        aria-label={`Close: ${note.title}`}
        onClick={() => setClosed((known) => [...known, note.title])}
      />
    </div>
  ));
}
