// Where one is, as the address after `#`: `#/files/123?state=failed`. Pure; use-route.ts binds it to the window.

export const PAGES = ['files', 'attention', 'runs', 'rules', 'logs', 'settings', 'about', 'welcome'] as const;
export type PageName = (typeof PAGES)[number];

export interface Route {
  page: PageName;
  /** What follows the page: `['123']`, `['new']`. */
  segments: readonly string[];
  query: Readonly<Record<string, string>>;
}

function isPageName(name: string | undefined): name is PageName {
  return PAGES.some((page) => page === name);
}

/** A segment as it was before linkTo encoded it; one that is no valid encoding stays as it is. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Null: the hash names no page of ours. */
export function parseHash(hash: string): Route | null {
  const [path = '', search = ''] = hash.replace(/^#?\/?/, '').split('?', 2);
  const [page, ...segments] = path.split('/').filter(Boolean).map(decode);
  if (!isPageName(page)) return null;
  return { page, segments, query: Object.fromEntries(new URLSearchParams(search)) };
}

/** The address of a place: for `href` and for `goTo`. Null and empty values of the query are left out. */
export function linkTo(
  page: PageName,
  segments: readonly (string | number)[] = [],
  query: Readonly<Record<string, string | null>> = {},
): string {
  const path = [page, ...segments].map((segment) => encodeURIComponent(segment)).join('/');
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value);
  return `#/${path}${search.size > 0 ? `?${search}` : ''}`;
}

/** The token of the first address (`#token=…`, perhaps followed by `&to=/rules/new`), and what the hash is to be without it. */
export function takeToken(hash: string): { token: string | null; hash: string } {
  if (!hash.startsWith('#token=')) return { token: null, hash };
  const parameters = new URLSearchParams(hash.slice(1));
  const to = parameters.get('to') ?? '';
  return { token: parameters.get('token'), hash: parseHash(to) ? `#${to}` : '' };
}
