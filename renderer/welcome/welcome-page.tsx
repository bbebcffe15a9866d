import type { PageProps } from '../app/pages.tsx';
import { PageHeader } from '../ui/page-header.tsx';

export function WelcomePage({ route }: PageProps) {
  return <PageHeader title="Welcome" description={`Not built yet. ${route.segments.join(' / ')}`} />;
}
