// A rule as the application keeps it: the rule, and what people have decided about it.
import * as z from 'zod';
import { JsonObject } from './json.ts';
import { Rule } from './rule.ts';

/** Where a rule came from; shown beside its name. */
export const RuleOrigin = z.discriminatedUnion('kind', [
  /** Made in the editor. */
  z.object({ kind: z.literal('editor') }),
  /** `name` is the file's name; its folder is not kept. */
  z.object({ kind: z.literal('ini'), name: z.string() }),
  /** From an export of another installation. */
  z.object({ kind: z.literal('export') }),
  /** A job of the Data-Sync-Scheduler's routes; `config` is its connector_config as it was given. */
  z.object({ kind: z.literal('job'), config: JsonObject, createdAt: z.number(), updatedAt: z.number() }),
  /** For the embedded demo instance; gone with it. */
  z.object({ kind: z.literal('demo') }),
]);
export type RuleOrigin = z.infer<typeof RuleOrigin>;

export const RuleEntry = z.object({
  rule: Rule,
  /** False: never run, neither by schedule nor by hand. */
  isEnabled: z.boolean(),
  /** False: came from elsewhere, and nobody has looked at its commands yet; nothing of it is run. */
  isApproved: z.boolean(),
  origin: RuleOrigin,
});
export type RuleEntry = z.infer<typeof RuleEntry>;
