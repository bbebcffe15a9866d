// The reasons for which a spec of the desktop may be skipped in CI: test.skip(isRealElectron, NEEDS_DOUBLE).
export const NEEDS_DOUBLE = "uses the double's own controls";
export const NEEDS_BINARY = "needs Electron's binary";
