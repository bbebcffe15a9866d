// `npm run icons`: draws every image of the app from icon.svg and tray.svg into resources/icons (or the folder given).
// What it writes is committed; test/packaging/icons.test.ts fails while the two differ.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { packIcns, packIco } from './icon-containers.ts';

const LINUX_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];
const WINDOWS_SIZES = [16, 20, 24, 32, 40, 48, 64, 128, 256];
const MAC_SIZES = [
  ['icp4', 16],
  ['ic11', 32],
  ['icp5', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
] as const;

/** Points, as Electron's documentation asks for a menu bar; and what most Linux panels show. */
const MENU_BAR_SIZE = 16;
const PANEL_SIZE = 22;
const TASKBAR_SIZES = [16, 20, 24, 32, 40, 48];

const STATES = ['idle', 'running', 'attention', 'paused', 'offline'];
/** Named by the surface on which they are shown: `light` has dark ink. A state without a colour of its own keeps the ink. */
const SURFACES = [
  { name: 'light', ink: '#1f2328', signs: { running: '#1464b4', attention: '#d9480f' } },
  { name: 'dark', ink: '#ffffff', signs: { running: '#4dabf7', attention: '#ffa94d' } },
];

const out = resolve(process.argv[2] ?? join(import.meta.dirname, 'icons'));
const appSvg = readFileSync(join(import.meta.dirname, 'icon.svg'), 'utf8');
const traySvg = readFileSync(join(import.meta.dirname, 'tray.svg'), 'utf8');

rmSync(out, { recursive: true, force: true });
makeAppIcons();
makeTrayIcons();

function makeAppIcons(): void {
  write('icon.png', draw(appSvg, 256));
  for (const size of LINUX_SIZES) write(`linux/${size}x${size}.png`, draw(appSvg, size));
  write('icon.ico', packIco(WINDOWS_SIZES.map((sizePixels) => ({ sizePixels, png: draw(appSvg, sizePixels) }))));
  // Apple's grid: the tile is 824 of 1024 wide, the rest is room for the shadow of the system.
  const macSvg = replaceOnce(appSvg, 'viewBox="0 0 512 512"', 'viewBox="-62 -62 636 636"');
  write('icon.icns', packIcns(MAC_SIZES.map(([type, size]) => ({ type, png: draw(macSvg, size) }))));
}

function makeTrayIcons(): void {
  for (const state of STATES) {
    // macOS colours a template image itself and takes only its alpha; `Template` at the end of the name says so.
    writeScales(`tray/tray-${state}Template`, trayImage(state, '#000', '#000'), MENU_BAR_SIZE);
    for (const { name, ink, signs } of SURFACES) {
      const svg = trayImage(state, ink, new Map(Object.entries(signs)).get(state) ?? ink);
      writeScales(`tray/tray-${state}-${name}`, svg, PANEL_SIZE);
      const images = TASKBAR_SIZES.map((sizePixels) => ({ sizePixels, png: draw(svg, sizePixels) }));
      write(`tray/tray-${state}-${name}.ico`, packIco(images));
    }
  }
}

function trayImage(state: string, ink: string, sign: string): string {
  const shown = replaceOnce(traySvg, 'class="idle"', `class="${state}"`);
  return replaceOnce(shown, '</style>', `.boat { fill: ${ink} } .sign { fill: ${sign} } </style>`);
}

function writeScales(name: string, svg: string, size: number): void {
  write(`${name}.png`, draw(svg, size));
  write(`${name}@2x.png`, draw(svg, size * 2));
}

function draw(svg: string, sizePixels: number): Buffer {
  const options = { fitTo: { mode: 'width', value: sizePixels }, font: { loadSystemFonts: false } } as const;
  return new Resvg(svg, options).render().asPng();
}

function replaceOnce(text: string, part: string, by: string): string {
  if (text.split(part).length !== 2)
    throw new Error(`The SVG must have ${part} exactly once: it is where it is changed.`);
  return text.replace(part, by);
}

function write(name: string, content: Buffer): void {
  const path = join(out, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
}
