// Puts many small changes together into one for each picture on the screen.

export interface FrameQueue {
  /** The listener is called once with the next frame, however often it is put in. */
  add(listener: () => void): void;
}

/** `nextFrame` is requestAnimationFrame, but in tests. */
export function createFrameQueue(nextFrame: (flush: () => void) => void): FrameQueue {
  let waiting = new Set<() => void>();
  function flush(): void {
    const due = waiting;
    waiting = new Set();
    for (const listener of due) listener();
  }
  return {
    add(listener) {
      if (waiting.size === 0) nextFrame(flush);
      waiting.add(listener);
    },
  };
}
