// An INI file on its way to the engine: bytes, since nobody here knows its encoding.

export interface IniFile {
  /** Its name; an absolute path where the desktop application has asked for it. */
  path: string;
  base64: string;
}

/** What the contract takes; checked here, so that a film dropped by mistake is not read. */
export const MAX_INI_BYTES = 1_000_000;

/** @throws where the file cannot be read any more. */
export async function readIniFile(file: File): Promise<IniFile> {
  return { path: file.name, base64: toBase64(new Uint8Array(await file.arrayBuffer())) };
}

/** In pieces, as a call takes only so many arguments. */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8_192) binary += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(binary);
}

/** An export of rules, by what it is called; everything else is taken for an INI file. */
export function isExportFile({ name }: File): boolean {
  return name.toLowerCase().endsWith('.json');
}
