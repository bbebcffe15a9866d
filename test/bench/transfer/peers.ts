// What a user would take instead, as commands: each fetches all files of one folder of an OpenSSH server into another.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import type { OpenSsh } from '../../servers/openssh.ts';
import type { Contender } from '../contest.ts';
import { print } from '../figures.ts';

export interface Job {
  server: OpenSsh;
  /** Below `/upload`. */
  folder: string;
  target: string;
  /** For what the peers need. */
  scratch: string;
}

const SSH = '-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR';
/** The cipher that is quickest on processors with AES, and that Wherry asks for first. */
export const FAST_CIPHER = '-o Ciphers=aes128-gcm@openssh.com';
/** Debian's own, for which its packages are; another one in PATH would not find them. */
const PYTHON = '/usr/bin/python3';
const PARAMIKO_GET = path.join(import.meta.dirname, 'paramiko_get.py');

/** Null, and a line that says so, where a program is missing. */
export function peer(name: string, program: string, run: () => Promise<unknown>): Contender | null {
  const isThere = program === PYTHON ? runs(PYTHON, ['-c', 'import paramiko']) : runs('which', [program]);
  if (!isThere) print(`${name}: left out, ${program === PYTHON ? 'paramiko' : program} is not installed`);
  return isThere ? { name, run } : null;
}

/** @param recursive the folder as a whole, else file by file by a pattern */
export function sftpGet({ server, folder, target, scratch }: Job, options: string): Promise<void> {
  const { host, port, username, password } = server;
  const askPass = path.join(scratch, 'askpass');
  fs.writeFileSync(askPass, `#!/bin/sh\necho '${password}'\n`, { mode: 0o700 });
  const command = `sftp ${SSH} ${options} -o BatchMode=no -P ${port} -b - ${username}@${host}`;
  const env = { SSH_ASKPASS: askPass, SSH_ASKPASS_REQUIRE: 'force' };
  return sh(command, `get -r /upload/${folder}/* ${target}\n`, env);
}

export function md5sum({ target }: Job): Promise<void> {
  return sh(`md5sum ${target}/* > /dev/null`);
}

export function rclone({ server, folder, target }: Job, options: string): Promise<void> {
  const { host, port, username, password } = server;
  const { stdout: obscured } = spawnSync('rclone', ['obscure', '-'], { input: password, encoding: 'utf8' });
  const remote = `:sftp,host=${host},port=${port},user=${username},pass=${obscured.trim()}:/upload/${folder}`;
  return sh(`rclone --config '' copy ${options} '${remote}' ${target}`);
}

export function lftp({ server, folder, target }: Job, command: string): Promise<void> {
  const { host, port, username, password } = server;
  const connect = `set sftp:auto-confirm yes; set sftp:connect-program "ssh -a -x ${SSH}"`;
  const script = `${connect}; open -u ${username},${password} sftp://${host}:${port}; ${command}; bye`;
  return sh('lftp', script.replaceAll('FOLDER', `/upload/${folder}`).replaceAll('TARGET', target));
}

export function paramiko({ server, folder, target }: Job): Promise<void> {
  const { host, port, username, password } = server;
  return sh(`${PYTHON} ${PARAMIKO_GET} ${host} ${port} ${username} /upload/${folder} ${target}`, password);
}

export { PYTHON };

function runs(program: string, args: string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

async function sh(command: string, input = '', env: NodeJS.ProcessEnv = {}): Promise<void> {
  const child = spawn('sh', ['-c', command], { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.resume();
  child.stderr.on('data', (chunk) => (output += chunk));
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${command.split(' ')[0]} ended with ${code}: ${output}`);
}
