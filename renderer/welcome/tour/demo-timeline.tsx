import { StoryList } from '../../files/story-list.tsx';
import { namesInStory, storyLines } from '../../files/story-lines.ts';
import { useCall } from '../../api/use-call.ts';
import { linkTo } from '../../app/router.ts';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { RowSkeletons } from '../../ui/page-skeleton.tsx';
import { NoFailure } from './demo-failure.tsx';
import css from './tour.module.css';
import { useDemoFailure } from './use-demo-failure.ts';

export function DemoTimeline({ ruleId }: { ruleId: string }) {
  const { files, failed } = useDemoFailure(ruleId);
  const story = useCall('file.show', failed ? { id: String(failed.id) } : null);
  if (!files.value) return <RowSkeletons count={5} />;
  if (!failed) return <NoFailure />;
  if (story.error) return <ErrorPanel error={story.error} onRetry={story.reload} />;
  if (!story.value) return <RowSkeletons count={5} />;
  return (
    <>
      <p className={css.lead}>
        <strong>{failed.name}</strong>
      </p>
      <StoryList lines={storyLines(story.value, namesInStory(story.value))} />
      <p className={css.more}>
        <a href={linkTo('files', [failed.id])}>Open its timeline on the page Files</a>
      </p>
    </>
  );
}
