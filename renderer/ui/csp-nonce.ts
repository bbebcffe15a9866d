/** The nonce that the server has put into the page, for styles that are made at run time (Mantine, CodeMirror). */
export function cspNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}
