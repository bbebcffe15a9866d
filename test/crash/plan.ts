// When the process of killed-run.ts dies, and what it does until then.
import * as z from 'zod';

export const Plan = z.object({
  /** What a person asks for before the run. `id`: the source's own. */
  calls: z.array(z.object({ call: z.enum(['file.retry', 'file.skip', 'file.done']), id: z.string() })).default([]),
  /** At the n-th event, counted from 1; null: never. */
  at: z.int().positive().nullable().default(null),
  /** After the first such transition; null: never. */
  verb: z.string().nullable().default(null),
  runs: z.int().nonnegative().default(1),
});
export type Plan = z.infer<typeof Plan>;
