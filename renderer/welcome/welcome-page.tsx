import type { PageProps } from '../app/pages.tsx';
import { PageBody } from '../ui/page-body.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { FirstRun } from './first-run.tsx';
import { Tour } from './tour/tour.tsx';

/** `#/welcome`, and `#/welcome/tour?step=2`, the walk through a run of the demo. */
export function WelcomePage({ route }: PageProps) {
  if (route.segments[0] === 'tour') return <Tour route={route} />;
  return (
    <>
      <PageHeader
        title="Welcome to Wherry"
        description="It watches a data platform for files, fetches each one safely, runs your commands on it, and reports back."
      />
      <PageBody>
        <FirstRun />
      </PageBody>
    </>
  );
}
