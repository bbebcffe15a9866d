import type { PageProps } from '../app/pages.tsx';
import { PageHeader } from '../ui/page-header.tsx';

export function FilesPage({ route }: PageProps) {
  return <PageHeader title="Files" description={`Not built yet. ${route.segments.join(' / ')}`} />;
}
