import { DurationRow } from '../fields/duration-row.tsx';
import { NumberRow } from '../fields/number-row.tsx';
import { SwitchRow } from '../fields/switch-row.tsx';
import { SectionFrame } from './section-frame.tsx';

export function RetriesSection() {
  return (
    <SectionFrame id="retries">
      <NumberRow
        path="retry.maxTries"
        title="Tries in one run"
        description="For what time may mend: a network, a busy server. The first one counts."
        min={1}
      />
      <DurationRow path="retry.delayMs" title="First pause" description="Between the first and the second try." />
      <NumberRow
        path="retry.factor"
        title="Growth"
        description="Each pause is so many times as long as the one before."
        min={1}
        allowsFraction
      />
      <DurationRow path="retry.maxDelayMs" title="Longest pause" description="Within a run and between runs." />
      <SwitchRow
        path="retry.backlogsCommands"
        title="Failed commands wait, too"
        description="A file whose command failed is tried again in later runs, and only its last failure is reported."
      />
      <NumberRow
        path="retry.quarantineAfter"
        title="Set aside after"
        description="So many failures in a row; from then on the file waits for a person on the page Attention."
        min={1}
      />
    </SectionFrame>
  );
}
