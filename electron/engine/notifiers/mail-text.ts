// The words of a mail (b68). Names and details come from servers and foreign programs: each is put on one line or into an
// indented block, so that none can look like another field or become a header.
import { MAX_ENTRIES, type Notification } from './notifier.ts';

const SUBJECT_LENGTH = 150;
const NAME_LENGTH = 300;
/** Of a detail, by whether it is alone or one of many. */
const DETAIL_LENGTH = 4_000;
const DIGEST_DETAIL_LENGTH = 500;

// oxlint-disable-next-line no-control-regex -- finding them is its purpose
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
/** Bidirectional marks and other characters that reorder or break a line. */
const DECEPTIVE = /[\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

export interface MailText {
  /** One line. */
  subject: string;
  body: string;
}

/** @param redact applied before anything is shortened, so that no half of a secret is left */
export function mailText(
  { rule, title, entries, omitted = 0 }: Notification,
  redact: (text: string) => string,
): MailText {
  const line = (text: string, length: number): string => shorten(oneLine(redact(text)), length);
  const detailLength = entries.length > 1 ? DIGEST_DETAIL_LENGTH : DETAIL_LENGTH;
  const stories = entries.slice(0, MAX_ENTRIES).map(({ file, externalId, step, detail }) => {
    const lines = [
      ...(file === null ? [] : [`File: ${line(file, NAME_LENGTH)}`]),
      ...(externalId === null ? [] : [`Id: ${line(externalId, NAME_LENGTH)}`]),
      ...(step === null ? [] : [`Step: ${line(step, NAME_LENGTH)}`]),
      ...block(shorten(clean(redact(detail)).trim(), detailLength)),
    ];
    return lines.join('\n');
  });
  const more = entries.length - stories.length + omitted;
  const head = `Rule: ${line(rule, NAME_LENGTH)}\n${line(title, NAME_LENGTH)}`;
  const foot = more > 0 ? [`… and ${more.toLocaleString('en-US')} more; see: wherry files`] : [];
  return {
    // `=?` would begin an encoded word (RFC 2047), which mail programs decode into anything, line breaks included.
    subject: line(`[Wherry] ${rule}: ${title}`, SUBJECT_LENGTH).replaceAll('=?', '= ?'),
    body: `${[head, ...stories, ...foot].join('\n\n')}\n`,
  };
}

/** Line breaks and tabs stay; what could hide or forge text becomes a replacement character. */
function clean(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(CONTROL, '\ufffd').replaceAll(DECEPTIVE, '\ufffd').toWellFormed();
}

function oneLine(text: string): string {
  return clean(text).replaceAll('\n', '\ufffd').replaceAll('\t', ' ');
}

function block(text: string): string[] {
  return text === '' ? [] : text.split('\n').map((line) => `  ${line}`.trimEnd());
}

/** Keeps the beginning, which says what it is, and the end, where programs say why they failed. In characters (code points). */
function shorten(text: string, length: number): string {
  const characters = Array.from(text);
  if (characters.length <= length) return text;
  const start = Math.floor(length / 4);
  return `${characters.slice(0, start).join('')} … ${characters.slice(start + 3 - length).join('')}`;
}
