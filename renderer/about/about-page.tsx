import type { PageProps } from '../app/pages.tsx';
import { PageHeader } from '../ui/page-header.tsx';

export function AboutPage({ route }: PageProps) {
  return <PageHeader title="About" description={`Not built yet. ${route.segments.join(' / ')}`} />;
}
