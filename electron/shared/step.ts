// The settings of each kind of step. What a step does is engine/steps/step.ts.
import * as z from 'zod';

export const CommandStep = z.object({
  kind: z.literal('command'),
  /** As the operator knows it, `command_1`; begins the error text when it fails. */
  name: z.string().min(1),
  /** Jinja2 template of the command line. */
  template: z.string().min(1),
  /** `argv`: the template is split into arguments and no shell is involved; `shell`: a shell reads the rendered line. */
  mode: z.enum(['argv', 'shell']).default('argv'),
  /** Which shell; `auto` is cmd.exe on Windows and /bin/sh elsewhere, as Python's `shell=True`. */
  shell: z.enum(['auto', 'sh', 'cmd', 'powershell']).default('auto'),
  /** `contextual` quotes every substituted value for its place; `legacy` substitutes as the old scripts did (unsafe). */
  quoting: z.enum(['contextual', 'legacy']).default('contextual'),
  /** The whole process tree is killed after it; null: never. */
  timeoutMs: z.int().positive().nullable().default(3_600_000),
  /** True: may be run again after a crash in its middle without asking (b26). */
  idempotent: z.boolean().default(false),
  /** How often it is run again at once where it failed, with the rule's back-off in between. */
  retries: z.int().nonnegative().default(0),
});
export type CommandStep = z.infer<typeof CommandStep>;

export const Step = z.discriminatedUnion('kind', [CommandStep]);
export type Step = z.infer<typeof Step>;
