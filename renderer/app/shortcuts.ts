// The keys, in one place: what the dialog (`?`) lists, and what listens.
// `Mod` is Cmd on a Mac and Ctrl elsewhere; a space stands between keys that are pressed one after the other.
import { NAVIGATION } from './pages.tsx';

export interface Shortcut {
  keys: string;
  title: string;
}

export const SHORTCUTS: readonly { group: string; shortcuts: readonly Shortcut[] }[] = [
  {
    group: 'Everywhere',
    shortcuts: [
      { keys: 'Mod+K', title: 'Commands' },
      { keys: '/', title: 'Search on this page' },
      { keys: '?', title: 'This list' },
      { keys: 'Escape', title: 'Close what is open' },
    ],
  },
  {
    group: 'Go to',
    shortcuts: NAVIGATION.map((page) => ({ keys: `G ${page.letter.toUpperCase()}`, title: page.title })),
  },
  {
    group: 'In a table',
    shortcuts: [
      { keys: 'ArrowUp ArrowDown', title: 'One row up or down' },
      { keys: 'PageUp PageDown', title: 'One screen up or down' },
      { keys: 'Home End', title: 'First or last row' },
      { keys: 'Enter', title: 'Open the row' },
      { keys: 'Space', title: 'Select the row' },
      { keys: 'Shift+ArrowDown', title: 'Select up to the next row' },
      { keys: 'Mod+A', title: 'Select all rows' },
      { keys: 'Shift+F10', title: 'What can be done with the row' },
    ],
  },
  {
    group: 'In the logs',
    shortcuts: [{ keys: 'End', title: 'Newest line, and follow' }],
  },
  {
    group: 'In an editor',
    shortcuts: [
      { keys: 'Mod+S', title: 'Save' },
      { keys: 'Escape Tab', title: 'Leave the code editor' },
    ],
  },
];
