import type { Step } from '#shared/step.ts';
import css from './command-list.module.css';

/** Commands in full, as they are to be judged by a person: nothing is shortened or hidden by scrolling sideways. */
export function CommandList({ steps }: { steps: readonly Step[] }) {
  if (steps.length === 0) return <p className={css.none}>No commands: files are only downloaded.</p>;
  return (
    <ol className={css.list}>
      {steps.map((step, index) => (
        <li key={index} className={css.item}>
          <div className={css.head}>
            <span className={css.name}>{step.name}</span>
            <span className={css.how}>{howInWords(step)}</span>
          </div>
          <pre className={css.template}>{step.template}</pre>
        </li>
      ))}
    </ol>
  );
}

const SHELL_NAMES = { auto: 'the system’s shell', sh: '/bin/sh', cmd: 'cmd.exe', powershell: 'PowerShell' } as const;

function howInWords({ mode, shell, quoting }: Step): string {
  if (mode === 'argv') return 'without a shell';
  return `by ${SHELL_NAMES[shell]}${quoting === 'legacy' ? ', values not quoted' : ''}`;
}
