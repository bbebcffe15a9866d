// Ends a process with everything that it started. POSIX: the child leads a process group of its own (spawned detached),
// so a signal to the group reaches its descendants. Windows has no groups: taskkill walks the tree.
import { execFile } from 'node:child_process';
import { system32 } from './spawn-plan.ts';

/** `ask` lets programs clean up; Windows console programs can't be asked, so there it is force too. */
export type Manner = 'ask' | 'force';

/** May be called again, and for a tree that has already ended. */
export function endTree(pid: number, manner: Manner): void {
  if (process.platform === 'win32') {
    // It fails where the tree is gone, which is what is wanted; whether it is, the caller sees by the child's exit.
    execFile(`${system32(process.env)}\\taskkill.exe`, taskkillArgs(pid), { windowsHide: true }, () => {});
    return;
  }
  signalGroup(pid, manner === 'ask' ? 'SIGTERM' : 'SIGKILL');
}

/** True while any process of the tree is left. Windows: always false, there taskkill has ended them all. */
export function isTreeAlive(pid: number): boolean {
  return process.platform !== 'win32' && signalGroup(pid, 0);
}

export function taskkillArgs(pid: number): string[] {
  return ['/pid', String(pid), '/T', '/F'];
}

/** False where there is no such group any more. */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal);
  } catch (error) {
    if (error instanceof Error && 'code' in error) {
      if (error.code === 'ESRCH') return false;
      if (error.code === 'EPERM') return true; // a member runs as another user (sudo): alive, and not ours to end
    }
    throw error;
  }
}
