import type { ListedFile } from '#shared/story.ts';
import { formatPlural } from '../ui/format.ts';
import css from './file-group.module.css';
import { GroupFile } from './group-file.tsx';
import page from './attention-page.module.css';

interface OwedReportsProps {
  files: readonly ListedFile[];
  onOpen: (fileId: number) => void;
}

/** Files whose work is over while their source does not know it yet. */
export function OwedReports({ files, onOpen }: OwedReportsProps) {
  return (
    <section className={page.section} aria-labelledby="attention-reports">
      <h2 id="attention-reports" className={page.title}>
        Not yet reported
      </h2>
      <article className={css.group}>
        <header className={css.header}>
          <h3 className={css.title}>
            The source has not accepted the status{' '}
            <span className={css.count}>{formatPlural(files.length, 'file')}</span>
          </h3>
        </header>
        <p className={css.advice}>
          The work is done, and no command is run again. Wherry sends the status anew with each run; if that does not
          help, test the connection of the rule.
        </p>
        <ul className={css.files}>
          {files.map((file) => (
            <GroupFile key={file.id} file={file} onOpen={() => onOpen(file.id)} />
          ))}
        </ul>
      </article>
    </section>
  );
}
