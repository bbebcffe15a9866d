// One pass of a rule.
import * as z from 'zod';

/** `partial`: some files failed; `failed`: the run itself could not do its work; `interrupted`: we died in it. */
export const RunState = z.enum(['running', 'succeeded', 'partial', 'failed', 'cancelled', 'interrupted']);
export type RunState = z.infer<typeof RunState>;

export const Run = z.object({
  id: z.int(),
  ruleId: z.string(),
  state: RunState,
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  /** Records that the source listed and that are due. */
  listed: z.int(),
  succeeded: z.int(),
  failed: z.int(),
  /** Put aside to be tried again. */
  waiting: z.int(),
  /** Why the run failed; null otherwise. */
  error: z.string().nullable(),
  /** What a person should know besides: mails that could not be sent. */
  warning: z.string().nullable(),
});
export type Run = z.infer<typeof Run>;
