import { Button } from '@mantine/core';
import { IconKey, IconShieldQuestion } from '@tabler/icons-react';
import { useState } from 'react';
import type { CallOutput } from '#shared/api.ts';
import { Banner } from '../../ui/banner.tsx';
import { ReviewDialog } from '../import/review-dialog.tsx';
import css from './editor.module.css';

/** What has to be known of the rule as a whole before one edits it. */
export function EditorBanners({ entry, isNew }: { entry: CallOutput<'rule.get'>; isNew: boolean }) {
  const [isReviewing, setIsReviewing] = useState(false);
  const isCopy = isNew && entry.rule.name.endsWith(' (copy)');
  if (entry.isApproved && !isCopy) return null;
  return (
    <div className={css.banners}>
      {!entry.isApproved && (
        <Banner
          tone="warning"
          icon={IconShieldQuestion}
          title="This rule waits for approval"
          action={
            <Button variant="default" onClick={() => setIsReviewing(true)}>
              Look at its commands
            </Button>
          }
        >
          It came from elsewhere; no command runs before somebody has looked at it.
        </Banner>
      )}
      {isCopy && (
        <Banner tone="info" icon={IconKey} title="A copy has no passwords">
          Enter them again in the parts Source and Mail. It stays off until you switch it on.
        </Banner>
      )}
      <ReviewDialog ruleId={isReviewing ? entry.rule.id : null} onClose={() => setIsReviewing(false)} />
    </div>
  );
}
