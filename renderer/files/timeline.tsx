import { useMemo } from 'react';
import type { FileStory } from '#shared/story.ts';
import { useCall } from '../api/use-call.ts';
import { FileFacts } from './file-facts.tsx';
import { FileLog } from './file-log.tsx';
import { FileRecord } from './file-record.tsx';
import { stepNames } from './position-name.ts';
import { StoryList } from './story-list.tsx';
import { namesInStory, storyLines } from './story-lines.ts';
import css from './timeline.module.css';
import { whyHere } from './why-here.ts';

/** Everything that is known of a file: why it stands where it stands, what was done with it, its log, its record. */
export function Timeline({ story }: { story: FileStory }) {
  const { file } = story;
  const { value: entry } = useCall('rule.get', { ruleId: file.ruleId });
  const names = useMemo(() => (entry ? stepNames(entry.rule) : namesInStory(story)), [entry, story]);
  const lines = useMemo(() => storyLines(story, names), [story, names]);
  const { what, next } = whyHere(story, names);
  const reason = file.state === 'done' ? null : file.reason;
  return (
    <div className={css.timeline}>
      <section className={css.why} data-state={file.state} aria-label="Why it is here">
        <p className={css.what}>{what}</p>
        {reason && <p className={css.reason}>{reason}</p>}
        {next && <p className={css.next}>{next}</p>}
      </section>
      <FileFacts story={story} />
      <section>
        <h2 className={css.title}>What was done</h2>
        <StoryList lines={lines} />
      </section>
      <FileLog fileId={file.id} isActive={file.state === 'active'} />
      <FileRecord record={file.meta} />
    </div>
  );
}
