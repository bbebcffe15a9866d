// The committed images are what the SVGs say, and each is of the kind and size that its system asks for.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { expect, test } from 'vitest';
import { temporaryFolder } from '#test/helpers/temporary-folder.ts';

const resources = join(import.meta.dirname, '../../resources');
const icons = join(resources, 'icons');
const STATES = ['attention', 'idle', 'offline', 'paused', 'running'];

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length));
}

/** Width and height as the PNG's header has them. */
function sizeOf(png: Buffer): [number, number] {
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

/** At both scales, in pixels. */
function widthsOf(trayImage: string): number[] {
  return ['', '@2x'].map((scale) => sizeOf(readFileSync(join(icons, 'tray', `${trayImage}${scale}.png`)))[0]);
}

/** Red, green, blue, alpha of each pixel, alpha not multiplied in. */
function pixelsOf(name: string): Buffer {
  const png = readFileSync(join(icons, 'tray', name));
  const [width, height] = sizeOf(png);
  const href = `data:image/png;base64,${png.toString('base64')}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image width="${width}" height="${height}" href="${href}"/></svg>`;
  return new Resvg(svg, { font: { loadSystemFonts: false } }).render().pixels;
}

function icoImages(ico: Buffer): { sizePixels: number; png: Buffer }[] {
  return Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
    const entry = 6 + 16 * index;
    const start = ico.readUInt32LE(entry + 12);
    return { sizePixels: ico[entry] || 256, png: ico.subarray(start, start + ico.readUInt32LE(entry + 8)) };
  });
}

function icnsImages(icns: Buffer): { type: string; png: Buffer }[] {
  expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length]);
  const images = [];
  for (let start = 8; start < icns.length; start += icns.readUInt32BE(start + 4)) {
    const end = start + icns.readUInt32BE(start + 4);
    images.push({ type: icns.toString('latin1', start, start + 4), png: icns.subarray(start + 8, end) });
  }
  return images;
}

test('resources/icons is what `npm run icons` makes of the SVGs, byte for byte', async () => {
  const made = temporaryFolder();
  const script = spawn(process.execPath, [join(resources, 'make-icons.ts'), made], { stdio: 'inherit' });
  expect(await once(script, 'exit')).toEqual([0, null]);
  expect(filesIn(made).toSorted()).toEqual(filesIn(icons).toSorted());
  const different = filesIn(made).filter(
    (file) => !readFileSync(join(made, file)).equals(readFileSync(join(icons, file))),
  );
  expect(different).toEqual([]);
});

test('the Windows icon has each size that Windows shows', () => {
  const images = icoImages(readFileSync(join(icons, 'icon.ico')));
  expect(images.map(({ sizePixels }) => sizePixels)).toEqual([16, 20, 24, 32, 40, 48, 64, 128, 256]);
  for (const { sizePixels, png } of images) expect(sizeOf(png)).toEqual([sizePixels, sizePixels]);
});

test('the macOS icon has each size from 16 to 512 points, and twice that', () => {
  const sizes = icnsImages(readFileSync(join(icons, 'icon.icns'))).map(({ type, png }) => [type, sizeOf(png)]);
  expect(sizes).toEqual([
    ['icp4', [16, 16]],
    ['ic11', [32, 32]],
    ['icp5', [32, 32]],
    ['ic12', [64, 64]],
    ['ic07', [128, 128]],
    ['ic13', [256, 256]],
    ['ic08', [256, 256]],
    ['ic14', [512, 512]],
    ['ic09', [512, 512]],
    ['ic10', [1024, 1024]],
  ]);
});

test('a Linux icon is as large as its name says', () => {
  const names = readdirSync(join(icons, 'linux'));
  expect(names).toHaveLength(8);
  for (const name of names) {
    const size = Number(name.split('x')[0]);
    expect(sizeOf(readFileSync(join(icons, 'linux', name)))).toEqual([size, size]);
  }
});

test.each(STATES)('the tray image for %s exists for each system and scale', (state) => {
  expect(widthsOf(`tray-${state}Template`)).toEqual([16, 32]);
  for (const surface of ['light', 'dark']) {
    expect(widthsOf(`tray-${state}-${surface}`)).toEqual([22, 44]);
    const images = icoImages(readFileSync(join(icons, 'tray', `tray-${state}-${surface}.ico`)));
    expect(images.map(({ png }) => sizeOf(png)[0])).toEqual([16, 20, 24, 32, 40, 48]);
  }
});

test.each(STATES)('the macOS image for %s is black with alpha, so that the system can colour it', (state) => {
  const pixels = pixelsOf(`tray-${state}Template@2x.png`);
  expect(pixels.every((value, index) => index % 4 === 3 || value === 0)).toBe(true);
  expect(pixels.some((value, index) => index % 4 === 3 && value === 255)).toBe(true);
});

test('states are told apart by shape: at 16 pixels any two differ in a tenth of the image, whatever the colour', () => {
  const alphas = new Map(STATES.map((state) => [state, alphaOf(pixelsOf(`tray-${state}Template.png`))]));
  const alike: string[] = [];
  for (const [one, a] of alphas) {
    for (const [other, b] of alphas) {
      const different = a.filter((alpha, index) => Math.abs(alpha - b[index]!) > 128).length;
      if (one < other && different < a.length / 10) alike.push(`${one} and ${other}: ${different} pixels`);
    }
  }
  expect(alike).toEqual([]);
});

function alphaOf(pixels: Buffer): number[] {
  return [...pixels].filter((_, index) => index % 4 === 3);
}
