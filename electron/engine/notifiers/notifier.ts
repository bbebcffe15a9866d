// The interface of a notifier: how people are told. When is the rule's business; a notifier's failure never changes a file.

/** More are counted only. */
export const MAX_ENTRIES = 200;

/** What happened, redacted. */
export interface Notification {
  kind: 'success' | 'alert';
  rule: string;
  /** One line without line breaks. */
  title: string;
  /** A file's story, or the run's own error; several when merged into one. */
  entries: { file: string | null; externalId: string | null; step: string | null; detail: string }[];
  /** How many more there were than MAX_ENTRIES. */
  omitted?: number;
}

export interface Notifier {
  /** Throws a WherryError where it could not be delivered. */
  notify(notification: Notification, signal: AbortSignal): Promise<void>;
  /** Proves reach and login without telling anybody anything. Throws a WherryError with a hint. */
  check(signal: AbortSignal): Promise<void>;
  /** Frees connections. Twice is fine; it may be used again afterwards. */
  close(): Promise<void>;
}
