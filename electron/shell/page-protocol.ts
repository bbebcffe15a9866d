// app://wherry/: the renderer's files, by the same function that `wherry serve` answers with.
import { protocol } from 'electron';
import { answerPage } from '#server/page.ts';

const SCHEME = 'app';
const HOST = 'wherry';
export const PAGE_ORIGIN = `${SCHEME}://${HOST}`;

/** Before the application is ready. */
export function announcePageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** @param directory of the built page */
export function servePage(directory: string): void {
  protocol.handle(SCHEME, async ({ url, method }) => {
    const { host, pathname } = new URL(url);
    if (host !== HOST || method !== 'GET') return new Response('There is nothing here.\n', { status: 404 });
    const { status, headers, body } = await answerPage(directory, pathname);
    return new Response(body, { status, headers });
  });
}

/** @param url as Electron tells it, of a frame or of where it wants to go */
export function isOurs(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && parsed.href.startsWith(`${PAGE_ORIGIN}/`);
}
