// The long tables of processes that are killed and wires that break take minutes. `npm test` at a desk takes a part of
// them, the same one each time, and leaves out specs that are marked @whole and a few files (vitest.config.ts). CI,
// `npm test -- PATH`, and whoever sets WHERRY_WHOLE=1, takes all.

export const IS_WHOLE = Boolean(process.env['CI'] ?? process.env['WHERRY_WHOLE']);

/** Every so-manieth, beginning with the first; all of them where all are wanted. */
export function sample<T>(rows: readonly T[], every: number): readonly T[] {
  return IS_WHOLE ? rows : rows.filter((_, index) => index % every === 0);
}
