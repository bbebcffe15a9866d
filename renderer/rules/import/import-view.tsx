import type { RuleImport } from '#shared/api-rules.ts';
import { loginInWords, originInWords, placeInWords, scheduleInWords, sourceInWords } from '../rule-words.ts';
import { CommandList } from './command-list.tsx';
import css from './import-dialog.module.css';
import { pathInWords, secretInWords } from './import-words.ts';

/** What the import would be, before anything is kept. */
export function ImportView({ found }: { found: RuleImport }) {
  const { entry, notes, changes } = found;
  const { rule } = entry;
  return (
    <div className={css.view}>
      {notes.length > 0 && <Notes notes={notes} />}
      {changes && <Changes name={rule.name} changes={changes} />}
      <dl className={css.facts}>
        <dt>Name</dt>
        <dd>{rule.name}</dd>
        <dt>Origin</dt>
        <dd>{originInWords(entry.origin)}</dd>
        <dt>Source</dt>
        <dd>
          {sourceInWords(rule.source.kind)}, <code>{placeInWords(rule.source)}</code>
          {rule.source.kind === 'bettrdata' && (
            <>
              , files by SFTP from <code>{loginInWords(rule.source.sftp)}</code>
            </>
          )}
        </dd>
        <dt>Folder</dt>
        <dd>
          <code>{rule.targetDirectory}</code>
          {rule.successDirectory !== null && (
            <>
              , then <code>{rule.successDirectory}</code> below it
            </>
          )}
        </dd>
        <dt>Schedule</dt>
        <dd>{scheduleInWords(rule.schedule)}</dd>
        <dt>Secrets</dt>
        <dd>{secretsInWords(found.secrets)}</dd>
      </dl>
      <section>
        <h3 className={css.heading}>Commands</h3>
        <CommandList steps={rule.steps} />
      </section>
    </div>
  );
}

function Notes({ notes }: { notes: readonly string[] }) {
  return (
    <section>
      <h3 className={css.heading}>{notes.length === 1 ? 'One thing to know' : `${notes.length} things to know`}</h3>
      <ul className={css.notes}>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </section>
  );
}

function Changes({ name, changes }: { name: string; changes: NonNullable<RuleImport['changes']> }) {
  if (changes.length === 0) {
    return (
      <p className={css.lead}>
        The rule “{name}” is there already, with the same settings. Only its secrets would be stored anew.
      </p>
    );
  }
  return (
    <section>
      <h3 className={css.heading}>It replaces the rule “{name}”; its history stays</h3>
      <div className={css.scroll}>
        <table className={css.changes}>
          <thead>
            <tr>
              <th scope="col">Setting</th>
              <th scope="col">Now</th>
              <th scope="col">After the import</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ path, before, after }) => (
              <tr key={path}>
                <td>{pathInWords(path)}</td>
                <td className={css.before}>
                  <code>{before}</code>
                </td>
                <td className={css.after}>
                  <code>{after}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function secretsInWords(names: readonly string[]): string {
  if (names.length === 0) return 'None come with it; the rule asks for what it needs.';
  return `${names.map(secretInWords).join(', ')}: stored apart from the rule, never shown again`;
}
