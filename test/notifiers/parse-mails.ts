// Mails as Python's email package reads them: a judge that knows nothing of how they were made.
import { execFileSync } from 'node:child_process';
import * as z from 'zod';

const ParsedMail = z.object({
  /** All header names in their order. */
  headers: z.array(z.string()),
  subject: z.string(),
  from: z.string(),
  to: z.string(),
  type: z.string(),
  charset: z.string(),
  /** Its line ends as LF; a CR of its own would stay. */
  body: z.string(),
});
export type ParsedMail = z.infer<typeof ParsedMail>;

const PROGRAM = `
import email, email.policy, json, sys
mails = [email.message_from_string(raw, policy=email.policy.default) for raw in json.load(sys.stdin)]
json.dump([{"headers": m.keys(), "subject": m["subject"], "from": m["from"], "to": m["to"], "type": m.get_content_type(),
            "charset": m.get_content_charset(), "body": m.get_content().replace("\\r\\n", "\\n")} for m in mails], sys.stdout)
`;

export function parseMails(mails: { raw: string }[]): ParsedMail[] {
  const input = JSON.stringify(mails.map(({ raw }) => raw));
  return z.array(ParsedMail).parse(JSON.parse(execFileSync('python3', ['-c', PROGRAM], { input, encoding: 'utf8' })));
}
