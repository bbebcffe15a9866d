import { IconFileImport } from '@tabler/icons-react';
import css from './drop-veil.module.css';

/** Over the page while a file is held over it. */
export function DropVeil() {
  return (
    <div className={css.veil}>
      <p className={css.words}>
        <IconFileImport size={24} aria-hidden />
        Drop an INI file or an export to import it
      </p>
    </div>
  );
}
