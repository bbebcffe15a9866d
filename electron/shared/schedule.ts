// When a rule runs.
import * as z from 'zod';

export const Schedule = z.discriminatedUnion('kind', [
  /** Counted from the end of the last run (b58). */
  z.object({ kind: z.literal('interval'), everyMs: z.int().positive() }),
]);
export type Schedule = z.infer<typeof Schedule>;
