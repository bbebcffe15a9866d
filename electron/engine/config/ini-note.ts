/** Something about an INI file that is no error but that its owner should know. Never holds a secret. */
export interface IniNote {
  /** From 1; null where it is about what is missing. */
  line: number | null;
  section: string | null;
  key: string | null;
  message: string;
}
