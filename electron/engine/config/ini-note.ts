/** Something about an INI file that is no error but that its owner should know. Never holds a secret. */
export interface IniNote {
  /** From 1; null where it is about what is missing. */
  line: number | null;
  section: string | null;
  key: string | null;
  message: string;
}

/** As one line of text: `line 12: [list] "limt" is not read; did you mean limit?` */
export function noteText({ line, message }: IniNote): string {
  return line === null ? message : `line ${line}: ${message}`;
}
