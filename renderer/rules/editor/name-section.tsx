import { TextRow } from '../fields/text-row.tsx';
import { SectionFrame } from './section-frame.tsx';

export function NameSection() {
  return (
    <SectionFrame id="name">
      <TextRow
        path="name"
        title="Name"
        description="Shown in the list, in notifications and as the subject of mails."
      />
    </SectionFrame>
  );
}
