// ICO (Windows) and ICNS (macOS): both only wrap PNGs of several sizes, so no package is needed.

/** A square image of an ICO; `sizePixels` is at most 256. */
export interface IcoImage {
  sizePixels: number;
  png: Buffer;
}

/** An image of an ICNS. The type is Apple's four letters, which stand for a size and a scale: `ic13` is 128 pt @2x. */
export interface IcnsImage {
  type: string;
  png: Buffer;
}

const ICO_HEADER_BYTES = 6;
const ICO_ENTRY_BYTES = 16;
const ICNS_HEADER_BYTES = 8;

export function packIco(images: readonly IcoImage[]): Buffer {
  const header = Buffer.alloc(ICO_HEADER_BYTES + ICO_ENTRY_BYTES * images.length);
  header.writeUInt16LE(1, 2); // an icon, not a cursor
  header.writeUInt16LE(images.length, 4);
  let start = header.length;
  for (const [index, { sizePixels, png }] of images.entries()) {
    const entry = ICO_HEADER_BYTES + ICO_ENTRY_BYTES * index;
    header[entry] = header[entry + 1] = sizePixels % 256; // 0 stands for 256
    header.writeUInt16LE(1, entry + 4); // colour planes
    header.writeUInt16LE(32, entry + 6); // bits of a pixel
    header.writeUInt32LE(png.length, entry + 8);
    header.writeUInt32LE(start, entry + 12);
    start += png.length;
  }
  return Buffer.concat([header, ...images.map((image) => image.png)]);
}

export function packIcns(images: readonly IcnsImage[]): Buffer {
  return icnsBlock(
    'icns',
    images.map(({ type, png }) => icnsBlock(type, [png])),
  );
}

function icnsBlock(type: string, content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const header = Buffer.alloc(ICNS_HEADER_BYTES);
  header.write(type, 'latin1');
  header.writeUInt32BE(ICNS_HEADER_BYTES + body.length, 4);
  return Buffer.concat([header, body]);
}
