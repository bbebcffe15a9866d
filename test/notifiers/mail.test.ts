import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IS_WHOLE } from '../helpers/sample.ts';
import { failure, never, notifier, server, success } from './mail-harness.ts';
import { parseMails } from './parse-mails.ts';

// oxlint-disable-next-line no-control-regex -- finding them is its purpose
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u202e]/;

const HEADERS = [
  'Auto-Submitted',
  'Content-Transfer-Encoding',
  'Content-Type',
  'Date',
  'From',
  'MIME-Version',
  'Message-ID',
  'Subject',
  'To',
];

describe('who gets which mail', () => {
  test('b64: successes and alerts go to their own recipients, all of them', async () => {
    const smtp = await server({ tls: 'none' });
    const mail = notifier(smtp.port, { alertTo: ['a@example.com', 'Night Shift <b@example.com>'] });
    await mail.notify(success, never);
    await mail.notify(failure(), never);
    expect(smtp.mails.map(({ from, to }) => ({ from, to }))).toEqual([
      { from: 'wherry@example.com', to: ['ok@example.com'] },
      { from: 'wherry@example.com', to: ['a@example.com', 'b@example.com'] },
    ]);
  });

  test('b64: a kind without recipients is not sent, the other is', async () => {
    const smtp = await server({ tls: 'none' });
    const mail = notifier(smtp.port, { successTo: [] });
    await mail.notify(success, never);
    await mail.notify(failure(), never);
    expect(smtp.mails.map(({ to }) => to)).toEqual([['alarm@example.com']]);
  });

  test('b64: blank recipients open no connection at all', async () => {
    await notifier(1, { alertTo: ['', ' '] }).notify(failure(), never);
  });

  test('one refused recipient does not keep the mail from the others, and is told', async () => {
    const smtp = await server({ tls: 'none', refusedRecipients: ['gone@example.com'] });
    const mail = notifier(smtp.port, { alertTo: ['gone@example.com', 'b@example.com'] });
    await mail.notify(failure(), never);
    expect(smtp.mails.map(({ to }) => to)).toEqual([['b@example.com']]);
    expect(mail.warnings.join()).toContain('refused 1 of 2 recipients: gone@example.com');
  });

  test('when all recipients are refused it fails and says what the server said', async () => {
    const smtp = await server({ tls: 'none', refusedRecipients: ['alarm@example.com'] });
    await expect(notifier(smtp.port).notify(failure(), never)).rejects.toMatchObject({
      code: 'mail-failed',
      kind: 'config',
      message: expect.stringContaining('550 no such mailbox'),
    });
  });
});

describe('words', () => {
  test('b68: subject and body carry rule, file name, id, step and the end of the error, redacted', async () => {
    const smtp = await server({ tls: 'none' });
    const detail = `exit code 3\n${'noise '.repeat(5_000)}\nthe key s3cret is wrong: disk is full`;
    await notifier(smtp.port).notify(failure({ file: 'Übersicht 📈.csv', detail }), never);
    const [mail] = parseMails(smtp.mails);
    expect(mail).toMatchObject({ subject: '[Wherry] orders: report.csv failed', type: 'text/plain', charset: 'utf-8' });
    expect(mail?.body).toMatch(
      /^Rule: orders\nreport\.csv failed\n\nFile: Übersicht 📈\.csv\nId: 5ebe\nStep: command_1\n {2}exit code 3\n/,
    );
    expect(mail?.body).toMatch(/the key \[redacted\] is wrong: disk is full\n$/);
    expect(mail?.body.length).toBeLessThan(5_000);
  });

  test('b66: a digest lists every file with its own reason; beyond 200 they are counted', async () => {
    const smtp = await server({ tls: 'none' });
    const entries = Array.from({ length: 1_234 }, (_, n) => ({
      file: `f${n}.csv`,
      externalId: `id-${n}`,
      step: 'download',
      detail: `reason ${n}`,
    }));
    await notifier(smtp.port).notify({ kind: 'alert', rule: 'orders', title: '1234 files failed', entries }, never);
    const body = parseMails(smtp.mails)[0]?.body;
    expect(body).toContain('File: f0.csv\nId: id-0\nStep: download\n  reason 0\n');
    expect(body).toContain('reason 199\n\n… and 1,034 more; see: wherry files\n');
    expect(body).not.toContain('f200.csv');
  });

  test('b68: no name, id, rule or title makes another header, recipient or line', { timeout: 60_000 }, async () => {
    const smtp = await server({ tls: 'none' });
    const mail = notifier(smtp.port);
    const hostile = fc
      .array(
        fc.oneof(
          fc.constantFrom(
            '\r\n',
            '\n',
            '\r',
            '\0',
            '\u2028',
            '\u202e',
            '\ud800',
            '=?utf-8?q?=0ABcc:_x?=',
            '\n.\n',
            '\r\n.\r\n',
          ),
          fc.constantFrom(
            'Bcc: evil@example.com',
            'To: evil@example.com',
            '\n\n<b>',
            'File: other.csv',
            '📈',
            '"',
            '<',
            '>',
            ',',
          ),
          fc.string({ unit: 'binary', maxLength: 200 }),
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(hostile, hostile, hostile), { minLength: 10, maxLength: 10 }),
        async (names) => {
          smtp.mails.length = 0;
          for (const [file, rule, title] of names) {
            await mail.notify({ ...failure({ file, externalId: file, step: title }), rule, title }, never);
          }
          const parsed = parseMails(smtp.mails);
          expect(parsed).toHaveLength(names.length);
          for (const [at, { headers, subject, from, to, body }] of parsed.entries()) {
            expect(smtp.mails[at]).toMatchObject({ from: 'wherry@example.com', to: ['alarm@example.com'] });
            expect(headers.toSorted()).toEqual(HEADERS);
            expect({ from, to }).toEqual({ from: 'wherry@example.com', to: 'alarm@example.com' });
            expect(subject).toMatch(/^\[Wherry\] [^\n\r]*$/);
            expect(Array.from(subject).length).toBeLessThanOrEqual(155);
            // Rule, title, blank, File, Id, Step, one line of detail, end.
            expect(body.split('\n')).toHaveLength(8);
            expect(body).not.toMatch(CONTROL);
          }
        },
      ),
      { numRuns: IS_WHOLE ? 8 : 2 },
    );
  });
});
