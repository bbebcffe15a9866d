import { Button } from '@mantine/core';
import { IconShieldQuestion } from '@tabler/icons-react';
import type { RuleStatus } from '#shared/api-rules.ts';
import { Banner } from '../../ui/banner.tsx';

export interface PendingBannerProps {
  rules: readonly RuleStatus[];
  onReview: (ruleId: string) => void;
}

/** Rules that came from elsewhere and wait for a person. Nothing where there are none. */
export function PendingBanner({ rules, onReview }: PendingBannerProps) {
  const pending = rules.filter(({ isApproved }) => !isApproved);
  const [first] = pending;
  if (!first) return null;
  const isOne = pending.length === 1;
  return (
    <Banner
      tone="warning"
      icon={IconShieldQuestion}
      title={isOne ? `“${first.name}” waits for your approval` : `${pending.length} rules wait for your approval`}
      action={
        <Button variant="default" onClick={() => onReview(first.ruleId)}>
          {isOne ? 'Look at its commands' : 'Look at the first'}
        </Button>
      }
    >
      {isOne ? 'It came' : 'They came'} from elsewhere; no command runs before somebody has looked at it.
    </Banner>
  );
}
