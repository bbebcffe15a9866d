// The pages, in the order of the sidebar. Each is a chunk of its own, loaded when it is first gone to.
import {
  IconAlertTriangle,
  IconFiles,
  IconHistory,
  IconInfoCircle,
  IconListDetails,
  IconRoute,
  IconSettings,
  type Icon,
} from '@tabler/icons-react';
import { lazy, type ComponentType } from 'react';
import type { PageName, Route } from './router.ts';

export interface PageProps {
  route: Route;
}
export type Page = ComponentType<PageProps>;

/** The second key of `g f`: one letter for each page. */
export interface PageEntry {
  name: PageName;
  title: string;
  icon: Icon;
  letter: string;
}

export const NAVIGATION: readonly PageEntry[] = [
  { name: 'files', title: 'Files', icon: IconFiles, letter: 'f' },
  { name: 'attention', title: 'Attention', icon: IconAlertTriangle, letter: 'a' },
  { name: 'runs', title: 'Runs', icon: IconHistory, letter: 'r' },
  { name: 'rules', title: 'Rules', icon: IconRoute, letter: 'u' },
  { name: 'logs', title: 'Logs', icon: IconListDetails, letter: 'l' },
  { name: 'settings', title: 'Settings', icon: IconSettings, letter: 's' },
  { name: 'about', title: 'About', icon: IconInfoCircle, letter: 'b' },
];

export const PAGE_OF: Readonly<Record<PageName, Page>> = {
  files: lazy(async () => ({ default: (await import('../files/files-page.tsx')).FilesPage })),
  attention: lazy(async () => ({ default: (await import('../attention/attention-page.tsx')).AttentionPage })),
  runs: lazy(async () => ({ default: (await import('../runs/runs-page.tsx')).RunsPage })),
  rules: lazy(async () => ({ default: (await import('../rules/rules-page.tsx')).RulesPage })),
  logs: lazy(async () => ({ default: (await import('../logs/logs-page.tsx')).LogsPage })),
  settings: lazy(async () => ({ default: (await import('../settings/settings-page.tsx')).SettingsPage })),
  about: lazy(async () => ({ default: (await import('../about/about-page.tsx')).AboutPage })),
  welcome: lazy(async () => ({ default: (await import('../welcome/welcome-page.tsx')).WelcomePage })),
};
