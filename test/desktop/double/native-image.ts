// nativeImage: the bytes that were given, and the size that a PNG's header tells. Nothing is drawn.
import { existsSync, readFileSync } from 'node:fs';
import { makeLoud } from './loud.ts';

export class NativeImage {
  readonly _path: string | undefined;
  readonly #bytes: Buffer;
  #isTemplate: boolean;

  constructor(bytes: Buffer, path?: string) {
    this.#bytes = bytes;
    this._path = path;
    this.#isTemplate = path !== undefined && /Template(@\dx)?\.\w+$/.test(path);
  }

  isEmpty(): boolean {
    return this.#bytes.length === 0;
  }

  getSize(): { width: number; height: number } {
    const isPng = this.#bytes.subarray(1, 4).toString() === 'PNG';
    return isPng
      ? { width: this.#bytes.readUInt32BE(16), height: this.#bytes.readUInt32BE(20) }
      : { width: 0, height: 0 };
  }

  toPNG(): Buffer {
    return this.#bytes;
  }

  toDataURL(): string {
    return `data:image/png;base64,${this.#bytes.toString('base64')}`;
  }

  setTemplateImage(isTemplate: boolean): void {
    this.#isTemplate = isTemplate;
  }

  isTemplateImage(): boolean {
    return this.#isTemplate;
  }

  /** For other scale factors (@2x); the double shows none of them. */
  addRepresentation(): void {}
}
makeLoud(NativeImage, 'NativeImage');

export function imageOf(bytes: Buffer): NativeImage {
  return new NativeImage(bytes);
}

/** What a Tray or a window is given as its icon: an image or a path. */
export function imageFrom(given: NativeImage | string): NativeImage {
  return typeof given === 'string' ? nativeImage.createFromPath(given) : given;
}

export const nativeImage = {
  createEmpty: () => imageOf(Buffer.alloc(0)),
  createFromBuffer: (bytes: Buffer) => imageOf(bytes),
  createFromPath: (path: string) => new NativeImage(existsSync(path) ? readFileSync(path) : Buffer.alloc(0), path),
  createFromDataURL: (url: string) => imageOf(Buffer.from(url.split(',')[1] ?? '', 'base64')),
};
