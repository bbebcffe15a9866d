export interface FrameQueue {
  /** The listener is called once with the next frame, however often it is put in. */
  add(listener: () => void): void;
}
/** `nextFrame` is requestAnimationFrame, but in tests. */
export declare function createFrameQueue(nextFrame: (flush: () => void) => void): FrameQueue;
