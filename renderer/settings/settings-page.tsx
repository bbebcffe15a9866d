import type { PageProps } from '../app/pages.tsx';
import { PageHeader } from '../ui/page-header.tsx';

export function SettingsPage({ route }: PageProps) {
  return <PageHeader title="Settings" description={`Not built yet. ${route.segments.join(' / ')}`} />;
}
