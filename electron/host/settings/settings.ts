/** What we need of Conf, and of electron-store, which extends it. */
export interface SettingsStore {
  /** Reading it reads the file; setting it writes the file atomically. */
  store: Record<string, unknown>;
}

/** Both names of the same: Conf wants `configName`, electron-store `name`. */
export interface StoreOptions {
  cwd: string;
  name: string;
  configName: string;
  configFileMode: number;
}

export type OpenSettings = (options: StoreOptions) => SettingsStore;
