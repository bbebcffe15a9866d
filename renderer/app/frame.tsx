// The window: sidebar, a bar when the connection is lost, and the page.
import { useEffect, Suspense } from 'react';
import { useCall } from '../api/use-call.ts';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { ConnectionBar } from './connection-bar.tsx';
import css from './frame.module.css';
import { NotesBar } from './notes-bar.tsx';
import { PageBoundary } from './page-boundary.tsx';
import { NAVIGATION, PAGE_OF } from './pages.tsx';
import { QuittingBar } from './quitting-bar.tsx';
import { linkTo } from './router.ts';
import { Sidebar } from './sidebar.tsx';
import { usePageShortcuts } from './use-page-shortcuts.ts';
import { useRoute } from './use-route.ts';

export function Frame() {
  const route = useRoute();
  useStart(route === null);
  usePageShortcuts();
  useEffect(() => {
    const title = NAVIGATION.find((page) => page.name === route?.page)?.title;
    document.title = title ? `${title} – Wherry` : 'Wherry';
  }, [route?.page]);
  const Page = route && PAGE_OF[route.page];
  return (
    <div className={css.frame}>
      <a className={css.skip} href="#main" onClick={skipToPage}>
        Skip to the page
      </a>
      <Sidebar current={route?.page ?? null} />
      <div className={css.right}>
        <ConnectionBar />
        <NotesBar />
        <QuittingBar />
        <main id="main" className={css.main} tabIndex={-1}>
          {Page && (
            <PageBoundary key={route.page}>
              <Suspense fallback={<PageSkeleton />}>
                <Page route={route} />
              </Suspense>
            </PageBoundary>
          )}
        </main>
      </div>
    </div>
  );
}

/** An address that names no page is the first start: the welcome where there are no rules yet, else the files. */
function useStart(isNowhere: boolean): void {
  const rules = useCall('rule.list', isNowhere ? {} : null);
  useEffect(() => {
    if (!isNowhere || (!rules.value && !rules.error)) return;
    location.replace(linkTo(rules.value?.length === 0 ? 'welcome' : 'files'));
  }, [isNowhere, rules.value, rules.error]);
}

function skipToPage(event: React.MouseEvent): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('#main')?.focus();
}
