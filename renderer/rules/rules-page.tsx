import type { PageProps } from '../app/pages.tsx';
import { PageHeader } from '../ui/page-header.tsx';

export function RulesPage({ route }: PageProps) {
  return <PageHeader title="Rules" description={`Not built yet. ${route.segments.join(' / ')}`} />;
}
