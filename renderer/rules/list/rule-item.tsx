import { Button, Switch } from '@mantine/core';
import { IconEye, IconPlayerPlay } from '@tabler/icons-react';
import type { RuleStatus } from '#shared/api-rules.ts';
import { linkTo } from '../../app/router.ts';
import { runRule } from '../../app/rule-actions.ts';
import { useNow } from '../../ui/now.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { RunBadge } from '../../ui/run-badge.tsx';
import { countsInWords, originInWords, scheduleInWords, sourceInWords, standing } from '../rule-words.ts';
import { switchRule } from './rule-commands.ts';
import css from './rule-item.module.css';
import { RuleMenu } from './rule-menu.tsx';

export interface RuleItemProps {
  rule: RuleStatus;
  onDryRun: () => void;
  /** A person wants to look at its commands. */
  onApprove: () => void;
}

/** A rule in the list: on or off, what it is, how it stands, how its last run ended, what can be done. */
export function RuleItem({ rule, onDryRun, onApprove }: RuleItemProps) {
  const canRun = rule.isEnabled && rule.isApproved && !rule.isRunning && !rule.problem;
  return (
    <li className={css.item}>
      <Switch
        className={css.switch}
        aria-label={`${rule.name} is on`}
        checked={rule.isEnabled}
        onChange={(event) => void switchRule(rule, event.currentTarget.checked)}
      />
      <div className={css.what}>
        <a className={css.name} href={linkTo('rules', [rule.ruleId])}>
          {rule.name}
        </a>
        <p className={css.dim}>
          {[sourceInWords(rule.source), rule.origin && originInWords(rule.origin)].filter(Boolean).join(' · ')}
        </p>
      </div>
      <StandingWords rule={rule} />
      <LastRun rule={rule} />
      <div className={css.actions}>
        {rule.isApproved ? (
          <Button
            variant="default"
            disabled={!canRun}
            leftSection={<IconPlayerPlay size={16} aria-hidden />}
            aria-label={`Run now: ${rule.name}`}
            onClick={() => void runRule(rule)}
          >
            Run now
          </Button>
        ) : (
          <Button
            leftSection={<IconEye size={16} aria-hidden />}
            aria-label={`Review ${rule.name}`}
            onClick={onApprove}
          >
            Review
          </Button>
        )}
        <RuleMenu rule={rule} onDryRun={onDryRun} />
      </div>
    </li>
  );
}

function StandingWords({ rule }: { rule: RuleStatus }) {
  // Drawn again when the words are others; the time alone changes nothing else here.
  const text = useNow((now) => standing(rule, now).text);
  const { tone, detail } = standing(rule, Date.now());
  return (
    <div className={css.standing}>
      <p className={css.state} data-tone={tone}>
        <span className={css.dot} aria-hidden />
        <span className={css.clamp}>{text}</span>
      </p>
      <p className={css.dim}>{detail ?? scheduleInWords(rule.schedule)}</p>
    </div>
  );
}

function LastRun({ rule: { lastRun } }: { rule: RuleStatus }) {
  if (lastRun === null) {
    return (
      <div className={css.last}>
        <p className={css.dim}>Has not run yet</p>
      </div>
    );
  }
  const problem = lastRun.error ?? lastRun.warning;
  return (
    <div className={css.last}>
      <p className={css.result}>
        <RunBadge state={lastRun.state} />
        <RelativeTime at={lastRun.endedAt ?? lastRun.startedAt} />
      </p>
      <p className={css.dim} title={problem ?? undefined}>
        <span className={css.clamp}>{lastRun.error ?? countsInWords(lastRun)}</span>
      </p>
    </div>
  );
}
