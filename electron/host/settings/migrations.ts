// Settings of older versions made into those of the next. Never change one that was released: add another.

/** Gets the file as the version before has written it; gives it as the next one writes it. Pure. */
export type Migration = (file: object) => object;

/** The first makes version 2 of version 1, and so on. */
export const MIGRATIONS: readonly Migration[] = [];
