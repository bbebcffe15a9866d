import type { PageProps } from '../app/pages.tsx';
import { PageHeader } from '../ui/page-header.tsx';

export function RunsPage({ route }: PageProps) {
  return <PageHeader title="Runs" description={`Not built yet. ${route.segments.join(' / ')}`} />;
}
