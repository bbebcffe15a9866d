import type { PreviewFile } from '#shared/api-rules.ts';
import { Bytes } from '../../ui/bytes.tsx';
import css from './preview-list.module.css';

export interface PreviewListProps {
  files: readonly PreviewFile[];
  /** Also the commands in full, as they would run. */
  showsCommands?: boolean;
}

/** Files that are due, each with what would be done with it. */
export function PreviewList({ files, showsCommands = true }: PreviewListProps) {
  return (
    <ol className={css.list}>
      {files.map((file) => (
        <li key={file.externalId} className={css.item} data-skipped={file.skip !== null || undefined}>
          <div className={css.head}>
            <span className={css.name}>{file.name}</span>
            <span className={css.dim}>
              <Bytes value={file.sizeBytes} />
            </span>
          </div>
          <p className={css.dim}>
            {file.skip === null ? (
              <>
                to <code>{file.localPath}</code>
              </>
            ) : (
              `Left out: ${file.skip}`
            )}
          </p>
          {showsCommands && file.skip === null && <Commands commands={file.commands} />}
          <details className={css.record}>
            <summary>Its record</summary>
            <pre className={css.code}>{JSON.stringify(file.record, null, 2)}</pre>
          </details>
        </li>
      ))}
    </ol>
  );
}

function Commands({ commands }: Pick<PreviewFile, 'commands'>) {
  return commands.map(({ name, commandLine, error }) => (
    <div key={name} className={css.command}>
      <span className={css.commandName}>{name}</span>
      {commandLine !== null && <pre className={css.code}>{commandLine}</pre>}
      {error !== null && <p className={css.error}>Cannot be rendered: {error}</p>}
    </div>
  ));
}
