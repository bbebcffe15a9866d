// A real OpenSSH server with an account of its own, jailed to a folder. Needs root: an ordinary user's sshd cannot check
// passwords, and a password is what Wherry logs in with.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { freePort } from './free-port.ts';

const SSHD = '/usr/sbin/sshd';
/** sshd jails only below folders that nobody but root may write, which rules out /tmp. */
const JAILS = '/srv';
const run = promisify(execFile);

export interface OpenSsh {
  host: string;
  port: number;
  username: string;
  password: string;
  /** `SHA256:…` of the present host key. */
  fingerprint(): string;
  /** What clients see as `/`. Files go below `upload`, which the account could write to. */
  root: string;
  /** What sshd logged so far: connections, logins, refusals. Not what was done with files; `root` shows that. */
  log(): string;
  /** Comes back on the same port with another host key. Breaks all sessions. */
  rekey(): Promise<void>;
  /** Breaks all sessions; removes the account and its folder. */
  stop(): Promise<void>;
}

/** Why there can be no server here; null: there can. Throws in CI, where nothing may be skipped. */
export function opensshMissing(): string | null {
  const reason = !existsSync(SSHD)
    ? 'no OpenSSH server is installed'
    : process.getuid?.() !== 0
      ? 'an account with a password needs root'
      : null;
  if (reason !== null && process.env['CI'] !== undefined) throw new Error(`OpenSSH server: ${reason}`);
  return reason;
}

/** @param password default: a random one */
export async function startOpenSsh({
  password = randomBytes(12).toString('base64url'),
}: { password?: string } = {}): Promise<OpenSsh> {
  const username = `wherry-${randomBytes(6).toString('hex')}`;
  const folder = await mkdtemp(join(tmpdir(), 'wherry-sshd-'));
  const root = await makeJail();
  await addAccount(username, password);
  await run('chown', [username, join(root, 'upload')]);

  const port = await freePort();
  const log: string[] = [];
  let fingerprint = await newHostKey(folder);
  await writeFile(join(folder, 'config'), config(folder, port, root));
  let sshd = await launch(folder, log);

  return {
    host: '127.0.0.1',
    port,
    username,
    password,
    fingerprint: () => fingerprint,
    root,
    log: () => log.join('\n'),
    async rekey() {
      await end(sshd);
      fingerprint = await newHostKey(folder);
      sshd = await launch(folder, log);
    },
    async stop() {
      await end(sshd);
      // Forced, because the end of a session's processes may still be under way.
      await run('userdel', ['--force', username]);
      await rm(folder, { recursive: true });
      await rm(root, { recursive: true });
    },
  };
}

async function makeJail(): Promise<string> {
  const root = await mkdtemp(join(JAILS, 'wherry-sftp-'));
  await chmod(root, 0o755);
  await mkdir(join(root, 'upload'));
  return root;
}

async function addAccount(username: string, password: string): Promise<void> {
  await run('useradd', ['--no-create-home', '--home-dir', '/', '--shell', '/bin/sh', username]);
  const chpasswd = spawn('chpasswd', { stdio: ['pipe', 'ignore', 'inherit'] });
  chpasswd.stdin.end(`${username}:${password}\n`);
  const [code] = await once(chpasswd, 'exit');
  if (code !== 0) throw new Error(`chpasswd ended with ${String(code)}`);
}

async function newHostKey(folder: string): Promise<string> {
  const file = join(folder, 'host_key');
  await rm(file, { force: true });
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file]);
  const { stdout } = await run('ssh-keygen', ['-lf', file]);
  return stdout.split(' ')[1] ?? '';
}

function config(folder: string, port: number, root: string): string {
  return `ListenAddress 127.0.0.1:${port}
HostKey ${folder}/host_key
PidFile none
UsePAM no
PasswordAuthentication yes
KbdInteractiveAuthentication no
PubkeyAuthentication no
MaxStartups 100
LogLevel VERBOSE
ChrootDirectory ${root}
Subsystem sftp internal-sftp
ForceCommand internal-sftp
`;
}

async function launch(folder: string, log: string[]): Promise<ChildProcess> {
  await mkdir('/run/sshd', { recursive: true, mode: 0o755 });
  const sshd = spawn(SSHD, ['-D', '-e', '-f', join(folder, 'config')], { stdio: ['ignore', 'ignore', 'pipe'] });
  const lines = createInterface({ input: sshd.stderr });
  await new Promise<void>((resolve, reject) => {
    lines.on('line', (line) => {
      log.push(line);
      if (line.startsWith('Server listening')) resolve();
    });
    sshd.once('error', reject);
    sshd.once('exit', (code) => reject(new Error(`sshd ended with ${String(code)}: ${log.join('\n')}`)));
  });
  return sshd;
}

/** Ends the server and its sessions, which outlive it otherwise. */
async function end(sshd: ChildProcess): Promise<void> {
  const { pid } = sshd;
  if (pid === undefined || sshd.exitCode !== null) return;
  const sessions = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  const exited = once(sshd, 'exit');
  sshd.kill();
  await exited;
  for (const session of sessions.split(' ').filter(Boolean)) killIfThere(Number(session));
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
