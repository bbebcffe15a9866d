// Answers the requests of a page that Chromium holds: navigations are put to the app, the app's schemes to its handlers.
import { fromPageAddress, schemeOf, schemes, toPagePolicy } from './addresses.ts';
import { complain } from './complain.ts';
import type { Params } from './devtools.ts';
import type { PageTarget } from './page-target.ts';

/** May the page go there? Asked for every document that the app itself did not load. */
export type AskNavigation = (url: string, isMainFrame: boolean) => boolean;

export async function answerRequest(page: PageTarget, paused: Params, mayNavigate: AskNavigation): Promise<void> {
  const { requestId, request, resourceType, frameId } = paused;
  const url = fromPageAddress(request.url);
  const fail = (errorReason: string) => page.ask('Fetch.failRequest', { requestId, errorReason });

  if (resourceType === 'Document' && !mayNavigate(request.url, frameId === page.mainFrameId)) {
    await fail('Aborted');
    return;
  }
  if (url === request.url) {
    await page.ask('Fetch.continueRequest', { requestId });
    return;
  }
  const handler = schemes.get(schemeOf(url));
  if (!handler) {
    await fail('Failed');
    return;
  }
  const answer = await answerOf(handler, url, request);
  const responseHeaders = [...answer.headers].map(([name, value]) => ({
    name,
    value: name === 'content-security-policy' ? toPagePolicy(value) : value,
  }));
  const body = Buffer.from(await answer.arrayBuffer()).toString('base64');
  await page.ask('Fetch.fulfillRequest', { requestId, responseCode: answer.status, responseHeaders, body });
}

async function answerOf(handler: (request: Request) => unknown, url: string, asked: Params): Promise<Response> {
  try {
    const body: string | undefined = asked['postData'];
    const init = { method: asked['method'], headers: asked['headers'], ...(body === undefined ? {} : { body }) };
    const answer = await handler(new Request(url, init));
    if (answer instanceof Response) return answer;
    throw new TypeError(`the handler of ${url} gave no Response`);
  } catch (error) {
    complain(error);
    return new Response('', { status: 500 });
  }
}
