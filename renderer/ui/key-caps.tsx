import css from './key-caps.module.css';

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
const NAMES: Readonly<Record<string, string>> = {
  Mod: isMac ? '⌘' : 'Ctrl',
  ArrowUp: '↑',
  ArrowDown: '↓',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Escape: 'Esc',
};

/** Keys as caps: `Mod+K` together, `G F` one after the other. */
export function KeyCaps({ keys }: { keys: string }) {
  return (
    <span className={css.keys}>
      {keys.split(' ').map((chord) => (
        <span key={chord} className={css.chord}>
          {chord.split(/(?<=.)\+/).map((key) => (
            <kbd key={key} className={css.key}>
              {NAMES[key] ?? key}
            </kbd>
          ))}
        </span>
      ))}
    </span>
  );
}
