// The route of this window, and how to go elsewhere.
import { useMemo, useSyncExternalStore } from 'react';
import { linkTo, parseHash, type PageName, type Route } from './router.ts';

function subscribe(listener: () => void): () => void {
  globalThis.addEventListener('hashchange', listener);
  return () => globalThis.removeEventListener('hashchange', listener);
}

/** Null: the address names no page (the first start, a wrong address). */
export function useRoute(): Route | null {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return useMemo(() => parseHash(hash), [hash]);
}

/** `goTo('rules', ['new'])`. */
export function goTo(
  page: PageName,
  segments: readonly (string | number)[] = [],
  query: Readonly<Record<string, string | null>> = {},
): void {
  location.hash = linkTo(page, segments, query);
}

/** Another query for the place where one is (a changed filter); the way back does not stop here. */
export function replaceQuery(route: Route, query: Readonly<Record<string, string | null>>): void {
  history.replaceState(null, '', linkTo(route.page, route.segments, query));
  globalThis.dispatchEvent(new HashChangeEvent('hashchange'));
}
