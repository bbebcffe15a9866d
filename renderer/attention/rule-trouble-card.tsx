import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { linkTo } from '../app/router.ts';
import { Banner } from '../ui/banner.tsx';
import type { RuleTrouble } from './rule-troubles.ts';

/** A rule that cannot work, and the way to where that is mended. */
export function RuleTroubleCard({ trouble: { ruleId, name, message, hint } }: { trouble: RuleTrouble }) {
  return (
    <Banner
      tone="warning"
      icon={IconAlertTriangle}
      title={`${name}: ${message}`}
      action={
        <Button component="a" size="compact-sm" variant="default" href={linkTo('rules', [ruleId])}>
          Open rule
        </Button>
      }
    >
      {hint}
    </Banner>
  );
}
