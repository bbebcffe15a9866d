import type { PageProps } from '../app/pages.tsx';
import { PageHeader } from '../ui/page-header.tsx';

export function AttentionPage({ route }: PageProps) {
  return <PageHeader title="Attention" description={`Not built yet. ${route.segments.join(' / ')}`} />;
}
