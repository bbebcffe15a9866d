// The files that a person has chosen in the table, to do something with all of them. Outside of React.
import type { ListedFile } from '#shared/story.ts';

export type PickedFile = Pick<ListedFile, 'id' | 'name' | 'state' | 'ruleId'>;

export interface Picks {
  has(fileId: number): boolean;
  /** In the order in which they were chosen; the same array until something changes. */
  list(): readonly PickedFile[];
  toggle(file: PickedFile): void;
  add(files: readonly PickedFile[]): void;
  clear(): void;
  subscribe(listener: () => void): () => void;
}

export function createPicks(): Picks {
  const picked = new Map<number, PickedFile>();
  let list: readonly PickedFile[] = [];
  const listeners = new Set<() => void>();

  function changed(): void {
    list = [...picked.values()];
    for (const listener of listeners) listener();
  }

  return {
    has: (fileId) => picked.has(fileId),
    list: () => list,
    toggle(file) {
      if (!picked.delete(file.id)) picked.set(file.id, file);
      changed();
    },
    add(files) {
      for (const file of files) picked.set(file.id, file);
      changed();
    },
    clear() {
      if (picked.size === 0) return;
      picked.clear();
      changed();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
