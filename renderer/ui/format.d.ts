export declare function formatCount(value: number): string;
/** `1 file`, `2,400 files`. */
export declare function formatPlural(value: number, one: string, many?: string): string;
/** To the second: for a hover, a timeline, a copy. */
export declare function formatExact(at: number): string;
/** `just now`, `12 s ago`, `in 4 min`, `yesterday`; the date from a week on. */
export declare function formatRelative(at: number, now: number): string;
/** The same within a sentence: `next run in 4 min`, `next run now`. */
export declare function formatIn(at: number, now: number): string;
/** `18:00`; with the day where it is not today. */
export declare function formatClock(at: number, now: number): string;
/** `84 ms`, `1.2 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`: two units at most. */
export declare function formatDuration(ms: number): string;
/** `812 B`, `4.2 KiB`, `1.5 GiB`. */
export declare function formatBytes(bytes: number): string;
/** `1,204 of 5,000` of what is under way, as 0..1; null: nobody knows. */
export declare function fraction(done: number, total: number | null): number | null;
