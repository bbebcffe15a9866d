// The settings file of `npm run demo`: an INI as an operator of BettrData's sync utility would have it.
import type { DemoInstance } from './instance.ts';
import type { Mailbox } from './mailbox.ts';
import { REJECTED } from './samples.ts';

/** Absolute folders. */
export interface SampleFolders {
  target: string;
  logs: string;
}

/** For the platform that it runs on: the commands are of its own shell. */
export function sampleIni(
  { apiUrl, apiToken, sftp }: Pick<DemoInstance, 'apiUrl' | 'apiToken' | 'sftp'>,
  mailbox: Pick<Mailbox, 'host' | 'port'>,
  { target, logs }: SampleFolders,
): string {
  return `# Settings of Wherry's demo. Everything here belongs to the instance that the demo starts on this computer.
# Lines like this one are comments; behind a value there are none: a # or ; there belongs to the value.

[bettrdata]
base_url = ${escaped(apiUrl)}
api_token = ${escaped(apiToken)}

[sftp]
host: ${sftp.host}
PORT: ${sftp.port}
username: ${escaped(sftp.username)}
# As it is, except that a percent sign is written twice.
remote_password: ${escaped(sftp.password)}

[list]
# Which files are fetched. Continued lines are indented, the closing brace too.
where = {
    # BettrData is done with them
    "status.processed.done": true,
    # and nobody has taken them yet.
    "attributes.client_status": { "$exists": false }
    }
# Oldest first.
sort = { "createDate": 1 }
limit = 25
skip = 0

[processing]
target_source_directory = ${escaped(target)}
status_attribute = client_status
error_attribute = client_error
success_dir_name = processed
# Fails for files in which a row was rejected, and shows the row.
command_1 = ${process.platform === 'win32' ? windowsCheck : posixCheck}
command_2 = echo {{ fileName }} has {{ recordCount }} records, MD5 {{ md5 }}

[email]
smtp_host = ${mailbox.host}
smtp_port = ${mailbox.port}
smtp_user =
smtp_password =
use_ssl = false
from = wherry@example.com
success_email = team@example.com
alert_email = operator@example.com, on-call@example.com

[logging]
level = INFO
log_dir = ${escaped(logs)}
`;
}

const posixCheck = `if grep -n ${REJECTED} {{ filePath }}; then echo 'a row was rejected' >&2; exit 3; fi`;
const windowsCheck = `findstr /n ${REJECTED} {{ filePath }} && (echo a row was rejected 1>&2 & exit 3) || exit 0`;

/** As Python's configparser wants it. */
function escaped(value: string): string {
  return value.replaceAll('%', '%%');
}
