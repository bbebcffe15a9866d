// app://wherry/: the renderer's files, by the same function that `wherry serve` answers with.
import path from 'node:path';
import { protocol } from 'electron';
import { answerPage } from '#server/page.ts';

const SCHEME = 'app';
export const PAGE_ORIGIN = `${SCHEME}://wherry`;

/** Before the application is ready. */
export function announcePageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

export function servePage(): void {
  const directory = path.join(import.meta.dirname, '../renderer');
  protocol.handle(SCHEME, async (request) => {
    const url = new URL(request.url);
    if (url.host !== 'wherry') return new Response('not found', { status: 404 });
    const { status, headers, body } = await answerPage(directory, url.pathname);
    return new Response(body, { status, headers });
  });
}
