import { EventEmitter } from 'node:events';
import { makeLoud } from './loud.ts';
import type { Menu } from './menu.ts';
import { imageFrom, type NativeImage } from './native-image.ts';

export class Tray extends EventEmitter {
  #image: NativeImage;
  #title = '';
  #menu: Menu | null = null;
  #isDestroyed = false;

  constructor(image: NativeImage | string) {
    super();
    this.#image = visible(image);
  }

  setImage(image: NativeImage | string): void {
    this.#image = visible(image);
  }

  setPressedImage(image: NativeImage | string): void {
    visible(image);
  }

  setContextMenu(menu: Menu | null): void {
    this.#menu = menu;
  }

  popUpContextMenu(menu: Menu | null = this.#menu): void {
    menu?.popup();
  }

  setToolTip(toolTip: string): void {
    if (typeof toolTip !== 'string') throw new TypeError('Tray.setToolTip wants a string');
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  getTitle(): string {
    return this.#title;
  }

  setIgnoreDoubleClickEvents(): void {}

  getBounds(): { x: number; y: number; width: number; height: number } {
    return { x: 0, y: 0, ...this.#image.getSize() };
  }

  destroy(): void {
    this.#isDestroyed = true;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
}
makeLoud(Tray, 'Tray');

/** Electron shows an empty image as nothing at all: a forgotten file must not pass for a tray icon. */
function visible(given: NativeImage | string): NativeImage {
  const image = imageFrom(given);
  if (image.isEmpty()) throw new Error(`A tray icon that nobody can see: ${image._path ?? 'the image'} is empty`);
  return image;
}
