/** Whether the app is ready: what may not be called before, or after, asks here. */
export const boot = { isReady: false };
