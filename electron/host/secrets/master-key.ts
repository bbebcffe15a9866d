// A place where the key of the secrets may be kept. Who encrypts with it is secrets.ts.

export interface MasterKey {
  /** `credential`, `keychain`, `safe-storage`, `key-file`; as app.info tells it. */
  readonly kind: string;
  /** Where it is, in words: `the system's keychain`. */
  readonly place: string;
  /** What the owner should know where this one is used; null: nothing. */
  readonly warning: string | null;
  /** The 32 bytes that are kept there; null: none yet. @throws where the place cannot be asked */
  read(): Promise<Buffer | null>;
  /** Keeps a new key there and returns it. Null: only an administrator puts one there. @throws where it cannot */
  readonly create: (() => Promise<Buffer>) | null;
}

export const KEY_BYTES = 32;
