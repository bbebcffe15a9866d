import { useDraft } from '../draft/draft-context.tsx';
import { ChoiceRow } from '../fields/choice-row.tsx';
import { DurationRow } from '../fields/duration-row.tsx';
import { TextRow } from '../fields/text-row.tsx';
import { ClaimAttributeRow } from './claim-attribute-row.tsx';
import { SectionFrame } from './section-frame.tsx';

export function StatusSection() {
  const kind = useDraft(({ rule }) => rule.source.kind);
  if (kind !== 'bettrdata') return null;
  return (
    <SectionFrame id="status">
      <TextRow
        path="source.statusAttribute"
        title="Status attribute"
        description="Set to STARTED, then to SUCCESS or FAILED, on the record of each file."
        placeholder="client_status"
        isCode
      />
      <TextRow
        path="source.errorAttribute"
        title="Error attribute"
        description="Where the reason of a failure is written. Empty: it is not sent."
        placeholder="Not sent"
        isCode
        isNullable
      />
      <ChoiceRow
        path="source.writeBack.method"
        title="Update by"
        description="The HTTP method that this instance takes."
        options={[
          { value: 'auto', label: 'PUT, or PATCH where it is refused' },
          { value: 'put', label: 'PUT' },
          { value: 'patch', label: 'PATCH' },
        ]}
      />
      <ChoiceRow
        path="source.writeBack.mode"
        title="Update sends"
        description="Whether all attributes of the record are sent back, or only those that change."
        options={[
          { value: 'map', label: 'All attributes' },
          { value: 'dotted', label: 'Only what changes' },
        ]}
      />
      <ClaimAttributeRow />
      <DurationRow
        path="source.claim.settleMs"
        title="Settle time"
        description="So long a claim is given before it is read again. Needed only where several computers share this filter."
      />
      <DurationRow
        path="source.claim.leaseMs"
        title="Show abandoned after"
        description="A file that another computer has STARTED longer ago than this is shown as abandoned."
      />
      <DurationRow
        path="source.claim.takeOverAfterMs"
        title="Take over after"
        description="An abandoned file is processed here when it is older than this. Empty: never."
        placeholder="Never"
      />
    </SectionFrame>
  );
}
