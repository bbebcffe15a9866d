import { useDraft } from '../draft/draft-context.tsx';
import { DurationRow } from '../fields/duration-row.tsx';
import { NumberRow } from '../fields/number-row.tsx';
import { SectionFrame } from './section-frame.tsx';

const MB = 1_000_000;

export function AdvancedSection() {
  const kind = useDraft(({ rule }) => rule.source.kind);
  return (
    <SectionFrame id="advanced">
      <NumberRow
        path="parallel"
        title="Files at the same time"
        description="1 processes them one after another, in the order of the filter."
        min={1}
      />
      <NumberRow
        path="space.minFreeBytes"
        title="Free space to keep"
        description="No download begins that would leave less on the disk."
        times={MB}
        suffix=" MB"
      />
      <NumberRow
        path="space.criticalFreeBytes"
        title="Stop everything below"
        description="With less free space no command is run either."
        times={MB}
        suffix=" MB"
      />
      <NumberRow
        path="keepDays"
        title="Keep history for"
        description="That a file is done is known for ever; how it got there, so long."
        suffix=" days"
        min={1}
      />
      {kind === 'bettrdata' && (
        <>
          <DurationRow
            path="source.timeoutMs"
            title="Answer within"
            description="A request to the API that takes longer is given up and tried again."
          />
          <NumberRow
            path="source.requestsPerMinute"
            title="Requests a minute"
            description="Shared by all rules of the same instance; BettrData allows 100."
            min={1}
          />
        </>
      )}
      {(kind === 'bettrdata' || kind === 'sftp') && (
        <DurationRow
          path="source.sftp.idleTimeoutMs"
          title="Silence of the SFTP server"
          description="A connection on which nothing arrives for so long is given up."
        />
      )}
    </SectionFrame>
  );
}
