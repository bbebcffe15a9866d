import type { PageProps } from '../app/pages.tsx';
import { PageHeader } from '../ui/page-header.tsx';

export function LogsPage({ route }: PageProps) {
  return <PageHeader title="Logs" description={`Not built yet. ${route.segments.join(' / ')}`} />;
}
