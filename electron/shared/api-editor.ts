// Calls that the editor of a rule makes while a person types; nothing of them is asked of a server or kept.
import * as z from 'zod';
import { JsonObject } from './json.ts';
import { CommandStep } from './step.ts';

/** Something about a text, with its place; both count from 1. */
export const TextFinding = z.object({
  severity: z.enum(['error', 'warning']),
  line: z.int(),
  column: z.int(),
  message: z.string(),
  /** What to write instead; may be empty. */
  hint: z.string(),
});
export type TextFinding = z.infer<typeof TextFinding>;

export const EDITOR_CALLS = {
  'editor.filter': {
    title: 'What is wrong with the text of a MongoDB filter',
    input: z.object({ text: z.string().max(1_000_000) }),
    output: z.object({
      findings: z.array(TextFinding),
      /** Null where the text is no JSON object. */
      value: JsonObject.nullable(),
      /** The same filter with its `$and` merged into the object around it, as text; null: nothing to merge, or it cannot be. */
      flattened: z.string().nullable(),
    }),
  },
  'editor.command': {
    title: 'A command template: its findings, and what it gives for a record',
    input: z.object({
      step: CommandStep,
      /** Null: only findings. */
      record: JsonObject.nullable(),
      /** Where the file would be; the template's `filePath`. */
      localPath: z.string(),
    }),
    output: z.object({
      findings: z.array(TextFinding),
      commandLine: z.string().nullable(),
      /** Why it cannot be rendered. */
      error: z.string().nullable(),
    }),
  },
  'editor.schedule': {
    title: 'The next times of a schedule',
    input: z.object({ schedule: z.unknown(), count: z.int().positive().max(20) }),
    output: z.object({
      /** Epoch ms; for an interval, counted from now. */
      at: z.array(z.number()),
      /** Why there are none. */
      error: z.string().nullable(),
    }),
  },
} as const;
