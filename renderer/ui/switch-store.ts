/** Something that is open or not, for those who open it from outside of React. */
export function createSwitch() {
  let isOn = false;
  const listeners = new Set<() => void>();
  return {
    get: () => isOn,
    set(value: boolean): void {
      isOn = value;
      for (const listener of listeners) listener();
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
