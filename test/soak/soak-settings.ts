// What the soak hands to the engine process, as a JSON file.
import fs from 'node:fs';
import * as z from 'zod';
import { Rule } from '#shared/rule.ts';

export const SoakSettings = z.object({
  dataDirectory: z.string(),
  logDirectory: z.string(),
  rules: z.array(Rule),
  /** By name; rules hold names only. */
  secrets: z.record(z.string(), z.string()),
});
export type SoakSettings = z.infer<typeof SoakSettings>;

/** What the engine process says of itself each second, a JSON line each. */
export const Sample = z.object({
  at: z.number(),
  rssBytes: z.number(),
  heapBytes: z.number(),
  /** Files, sockets and pipes that are open. */
  descriptors: z.number(),
  /** Files that reached their end in this process so far. */
  finished: z.number(),
  /** Runs that the scheduler has seen end. */
  runs: z.number(),
});
export type Sample = z.infer<typeof Sample>;

export function readSettings(file: string): SoakSettings {
  return SoakSettings.parse(JSON.parse(fs.readFileSync(file, 'utf8')));
}
