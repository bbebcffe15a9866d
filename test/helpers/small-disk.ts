import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

/** Why there can be no small disk here; in CI on Linux, which is root, there must be one. */
export function smallDiskProblem(): string | null {
  if (process.platform !== 'linux') return 'small disks are mounted on Linux only';
  if (process.getuid?.() === 0) return null;
  if (process.env['CI'] !== undefined) throw new Error('CI must be root on Linux, since full disks are tested there');
  return 'mounting a small disk needs root';
}

export interface SmallDisk {
  folder: string;
  /** Fills it up to so many bytes that stay free. */
  fill(freeBytes: number): void;
  /** Removes what `fill` has written. */
  empty(): void;
}

/** A disk of its own with so many bytes. */
export function smallDisk(megabytes: number): SmallDisk {
  const folder = path.join(temporaryFolder(), 'disk');
  fs.mkdirSync(folder);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  onTestFinished(() => void execFileSync('umount', ['--lazy', folder]));
  const filler = path.join(folder, 'filler');
  return {
    folder,
    fill(freeBytes) {
      fs.rmSync(filler, { force: true });
      const { bavail, bsize } = fs.statfsSync(folder);
      fs.writeFileSync(filler, Buffer.alloc(bavail * bsize - freeBytes));
    },
    empty: () => fs.rmSync(filler, { force: true }),
  };
}
