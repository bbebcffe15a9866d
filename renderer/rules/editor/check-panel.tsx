import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconLoader2, IconPlugConnected } from '@tabler/icons-react';
import type { CheckResult } from '#shared/api-rules.ts';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { useDraft, useEditing } from '../draft/draft-context.tsx';
import { sectionOfLine, shownFingerprint } from '../draft/check-lines.ts';
import type { SectionId } from '../draft/sections.ts';
import css from './check-panel.module.css';

const ACTIONS: Partial<Record<SectionId, string>> = {
  filter: 'Test the filter',
  folders: 'Test the folders',
  commands: 'Check the templates',
  mail: 'Test the mail server',
};

/** "Test connection" of one part: the lines that are about it, as they come. The whole rule is tested, since a part needs the others. */
export function CheckPanel({ section }: { section: SectionId }) {
  const { check } = useEditing();
  const commandNames = useDraft(({ rule }) => rule.steps).map(({ name }) => name);
  const lines = (check.lines ?? []).filter((line) => sectionOfLine(line, commandNames) === section);
  return (
    <div className={css.panel}>
      <div className={css.head}>
        <Button
          variant="default"
          loading={check.isRunning}
          leftSection={<IconPlugConnected size={16} aria-hidden />}
          onClick={() => void check.start()}
        >
          {ACTIONS[section] ?? 'Test connection'}
        </Button>
        {check.lines === null && <span className={css.dim}>Reads only: nothing is claimed, run or changed.</span>}
      </div>
      {check.error && section === 'source' && <ErrorPanel error={check.error} title="The test could not be made" />}
      <CheckLines lines={lines} isRunning={check.isRunning} commandNames={commandNames} />
      {section === 'source' && <TrustButton lines={lines} />}
    </div>
  );
}

interface CheckLinesProps {
  lines: readonly CheckResult[];
  isRunning: boolean;
  /** Shown as they are. */
  commandNames: readonly string[];
}

function CheckLines({ lines, isRunning, commandNames }: CheckLinesProps) {
  return (
    <ul className={css.lines} aria-live="polite" aria-label="Results of the test">
      {lines.map((line) => (
        <li key={`${line.title} ${line.detail}`} className={css.line} data-look={lookOf(line)}>
          <LineIcon line={line} />
          <span className={css.title}>{commandNames.includes(line.title) ? line.title : capital(line.title)}</span>
          <span className={css.words}>
            <span className={css.detail}>{line.detail}</span>
            {line.hint && <span className={css.hint}>{line.hint}</span>}
          </span>
        </li>
      ))}
      {isRunning && (
        <li className={css.line} data-look="busy">
          <IconLoader2 size={16} className={css.turns} aria-hidden />
          <span className={css.words}>Testing…</span>
        </li>
      )}
    </ul>
  );
}

function lookOf({ ok, hint }: CheckResult): 'ok' | 'warning' | 'wrong' {
  if (!ok) return 'wrong';
  return hint === null ? 'ok' : 'warning';
}

function LineIcon({ line }: { line: CheckResult }) {
  switch (lookOf(line)) {
    case 'ok':
      return <IconCircleCheck size={16} role="img" aria-label="Fine" />;
    case 'warning':
      return <IconAlertTriangle size={16} role="img" aria-label="Warning" />;
    case 'wrong':
      return <IconCircleX size={16} role="img" aria-label="Failed" />;
  }
}

/** A fingerprint that the server has shown and that is not the pinned one. */
function TrustButton({ lines }: { lines: readonly CheckResult[] }) {
  const { store } = useEditing();
  const pinned = useDraft(({ rule }) => ('sftp' in rule.source ? rule.source.sftp.hostKey : null));
  const shown = shownFingerprint(lines);
  if (shown === null || shown === pinned) return null;
  return (
    <div className={css.trust}>
      <p>
        The SFTP server has shown the host key <code>{shown}</code>
        {pinned !== null && (
          <>
            , but the rule trusts only <code>{pinned}</code>
          </>
        )}
        . Compare it with what the server’s operator tells you.
      </p>
      <Button variant="default" onClick={() => store.set('source.sftp.hostKey', shown)}>
        Trust this server
      </Button>
    </div>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
