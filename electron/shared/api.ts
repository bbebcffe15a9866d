// The contract: everything that can be asked, by name. CLI, IPC and HTTP all go through a dispatch
// (engine/api/dispatch.ts), which parses the input and answers with data. api-*.ts hold the calls by what they are about.
import type * as z from 'zod';
import { APP_CALLS, SHELL_CALLS } from './api-app.ts';
import { EDITOR_CALLS } from './api-editor.ts';
import { FILE_CALLS } from './api-files.ts';
import { JOB_CALLS } from './api-jobs.ts';
import { RULE_CALLS, RULE_ENTRY_CALLS } from './api-rules.ts';
import type { ErrorData } from './error.ts';

/** What the engine answers, wherever its rules come from. */
export const ENGINE_API = { ...RULE_CALLS, ...FILE_CALLS, ...EDITOR_CALLS } as const;
/** What the host answers besides: the engine with stored rules (electron/host). */
export const HOST_API = { ...RULE_ENTRY_CALLS, ...JOB_CALLS, ...APP_CALLS } as const;
export const API = { ...ENGINE_API, ...HOST_API, ...SHELL_CALLS } as const;

export type CallName = keyof typeof API;
export type EngineCallName = keyof typeof ENGINE_API;
export type HostCallName = keyof typeof HOST_API;
export type ShellCallName = keyof typeof SHELL_CALLS;
/** What who asks must give; the rest has defaults. */
export type CallInput<K extends CallName> = z.input<(typeof API)[K]['input']>;
/** What a handler gets. */
export type ParsedInput<K extends CallName> = z.output<(typeof API)[K]['input']>;
export type CallOutput<K extends CallName> = z.output<(typeof API)[K]['output']>;
export type Answer<T> = { ok: true; value: T } | { ok: false; error: ErrorData };

export function isCallName(name: string): name is CallName {
  return Object.hasOwn(API, name);
}
