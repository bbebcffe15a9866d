import { Button } from '@mantine/core';
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react';
import { useCall } from '../../api/use-call.ts';
import type { Route } from '../../app/router.ts';
import { goTo } from '../../app/use-route.ts';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { PageBody } from '../../ui/page-body.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { FirstRun } from '../first-run.tsx';
import { DemoFailure } from './demo-failure.tsx';
import { DemoPreview } from './demo-preview.tsx';
import { DemoRetry } from './demo-retry.tsx';
import { DemoRule } from './demo-rule.tsx';
import { DemoRun } from './demo-run.tsx';
import { DemoTimeline } from './demo-timeline.tsx';
import { StopDemo } from './stop-demo.tsx';
import css from './tour.module.css';
import { stepIndexOf, TOUR, type TourStepId } from './tour-steps.ts';

/** The walk through a run: a card for each step, over what is really there. */
export function Tour({ route }: { route: Route }) {
  const info = useCall('app.info', {});
  const index = stepIndexOf(route.query);
  const step = TOUR[index];
  if (info.error) {
    return (
      <PageBody>
        <ErrorPanel error={info.error} title="The tour cannot be shown" onRetry={info.reload} />
      </PageBody>
    );
  }
  if (!info.value || !step) return <PageSkeleton />;
  const { ruleId } = info.value.demo;
  if (ruleId === null) return <NoDemo />;
  return (
    <>
      <PageHeader title="A walk through a run" description="With the demo instance, on this computer only." />
      <PageBody>
        <Progress index={index} />
        <section className={css.card} aria-labelledby="tour-title">
          <h2 id="tour-title" className={css.title}>
            {step.title}
          </h2>
          <p className={css.text}>{step.text}</p>
          <div className={css.live}>
            <StepContent id={step.id} ruleId={ruleId} />
          </div>
          <div className={css.actions}>
            <Button
              variant="default"
              disabled={index === 0}
              leftSection={<IconArrowLeft size={16} aria-hidden />}
              onClick={() => goToStep(index - 1)}
            >
              Back
            </Button>
            {index < TOUR.length - 1 && (
              <Button rightSection={<IconArrowRight size={16} aria-hidden />} onClick={() => goToStep(index + 1)}>
                Next
              </Button>
            )}
          </div>
        </section>
      </PageBody>
    </>
  );
}

function goToStep(index: number): void {
  goTo('welcome', ['tour'], { step: String(index + 1) });
}

function Progress({ index }: { index: number }) {
  return (
    <ol className={css.progress} aria-label="Steps of the tour">
      {TOUR.map(({ id, title }, at) => (
        <li key={id} aria-current={at === index ? 'step' : undefined} data-passed={at < index || undefined}>
          <a href={`#/welcome/tour?step=${at + 1}`}>
            <span className={css.number}>{at + 1}</span>
            <span className={css.name}>{title}</span>
          </a>
        </li>
      ))}
    </ol>
  );
}

function StepContent({ id, ruleId }: { id: TourStepId; ruleId: string }) {
  switch (id) {
    case 'rule':
      return <DemoRule ruleId={ruleId} />;
    case 'preview':
      return <DemoPreview ruleId={ruleId} />;
    case 'run':
      return <DemoRun ruleId={ruleId} />;
    case 'failure':
      return <DemoFailure ruleId={ruleId} />;
    case 'timeline':
      return <DemoTimeline ruleId={ruleId} />;
    case 'retry':
      return <DemoRetry ruleId={ruleId} />;
    case 'end':
      return <StopDemo />;
  }
}

function NoDemo() {
  return (
    <>
      <PageHeader title="A walk through a run" description="The demo does not run." />
      <PageBody>
        <FirstRun />
      </PageBody>
    </>
  );
}
