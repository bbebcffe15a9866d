// [processing]: where files go and what is done with each.
import { isAbsolute, resolve, win32 } from 'node:path';
import type * as z from 'zod';
import type { Retry, Rule, Space } from '#shared/rule.ts';
import type { Step } from '#shared/step.ts';
import { notePath } from './import-notes.ts';
import { COMMAND_KEY } from './known-keys.ts';
import type { SectionSettings } from './settings-reader.ts';

type Processing = Pick<
  z.input<typeof Rule>,
  'targetDirectory' | 'successDirectory' | 'unverified' | 'steps' | 'parallel' | 'retry' | 'space' | 'keepDays'
>;

const MAX_MEGABYTES = 1_000_000_000;

/** @param cwd what relative paths are relative to, as in Python */
export function readProcessing(section: SectionSettings, cwd: string): Processing {
  const target = section.required('target_source_directory', 'the folder to download into');
  notePath(section, 'target_source_directory');
  return {
    targetDirectory: resolve(cwd, target),
    successDirectory: readSuccessDirectory(section),
    unverified: section.choice('unverified', ['refuse', 'stable', 'accept']),
    steps: readCommands(section),
    parallel: section.integer('parallel', { min: 1, max: 64 }),
    retry: readRetry(section),
    space: readSpace(section),
    keepDays: section.integer('keep_days', { min: 1, max: 36_500 }),
  };
}

/** A folder below the target directory; the utility joins the two. */
function readSuccessDirectory(section: SectionSettings): string | null {
  const name = section.text('success_dir_name');
  if (name === undefined) return null;
  const parts = name.split(/[\\/]/);
  if (isAbsolute(name) || win32.isAbsolute(name) || /^[a-z]:/i.test(name)) {
    section.problem(
      'success_dir_name',
      'is an absolute path',
      'Write the name of a folder below the target directory.',
    );
  } else if (parts.includes('..') || parts.every((part) => part === '.' || part === '')) {
    section.problem('success_dir_name', 'is no folder below the target directory', 'Write a name such as processed.');
  } else if (parts[0] === '.wherry') {
    section.problem('success_dir_name', 'is the folder for unfinished downloads', 'Write another name.');
  }
  return name;
}

/** In the order of their numbers: command_2 before command_10 (b51). None: the files are only downloaded. */
function readCommands(section: SectionSettings): z.input<typeof Step>[] {
  const shell = section.choice('shell', ['auto', 'sh', 'cmd', 'powershell']);
  const quoting = section.choice('quoting', ['contextual', 'legacy']);
  const timeoutMs = section.seconds('command_timeout', { min: 1 }) ?? null;
  const retries = section.integer('command_retries', { min: 0, max: 100 });
  if (quoting === 'legacy') {
    section.note('quoting', 'file names reach the shell unquoted: a hostile name can start a program of its own');
  }
  const numbered = section.keys().flatMap((key) => {
    const number = COMMAND_KEY.exec(key)?.[1];
    const template = section.lines(key);
    return number === undefined || template === undefined ? [] : [{ key, number: Number(number), template }];
  });
  return numbered
    .toSorted((a, b) => a.number - b.number)
    .map(({ key, template }) => ({
      kind: 'command',
      name: key,
      template,
      mode: 'shell',
      shell,
      quoting,
      timeoutMs,
      retries,
    }));
}

function readRetry(section: SectionSettings): z.input<typeof Retry> {
  return {
    maxTries: section.integer('retry_tries', { min: 1 }),
    delayMs: section.seconds('retry_delay', { min: 0 }),
    maxDelayMs: section.seconds('retry_max_delay', { min: 1 }),
    quarantineAfter: section.integer('quarantine_after', { min: 1 }),
    backlogsCommands: section.flag('command_backlog'),
  };
}

function readSpace(section: SectionSettings): z.input<typeof Space> {
  return {
    minFreeBytes: bytesOf(section.integer('min_free', { min: 0, max: MAX_MEGABYTES })),
    criticalFreeBytes: bytesOf(section.integer('critical_free', { min: 0, max: MAX_MEGABYTES })),
  };
}

/** Of megabytes of a million bytes, as file managers count them. */
function bytesOf(megabytes: number | undefined): number | undefined {
  return megabytes === undefined ? undefined : megabytes * 1_000_000;
}
