// Work that costs the same for one as for many, such as a sync: who comes while it is under way shares the next.

/** What was done before a call is covered by the work that the call's promise stands for. One is under way at a time. */
export function grouped(work: () => Promise<void>): () => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  let next: Promise<void> | null = null;
  return () => {
    if (next === null) {
      next = last.then(() => {
        next = null;
        return work();
      });
      last = next.catch(() => 'told to those who wait for it');
    }
    return next;
  };
}
