/** An event as Electron gives it to listeners that may say no. */
export interface Preventable {
  defaultPrevented: boolean;
  preventDefault: () => void;
}

export function preventable<T extends object>(details: T): Preventable & T {
  const event: Preventable & T = {
    ...details,
    defaultPrevented: false,
    preventDefault: () => {
      event.defaultPrevented = true;
    },
  };
  return event;
}
