// Where the window was, over restarts. Losing it does no harm, so what cannot be read or written is left alone.
import fs from 'node:fs';
import path from 'node:path';
import { screen, type Rectangle } from 'electron';
import * as z from 'zod';

const Bounds = z.object({ x: z.int(), y: z.int(), width: z.int().min(900), height: z.int().min(600) });
const USUAL = { width: 1280, height: 800 };

/** The usual size in the middle, where nothing is known or that place is on no screen any more. */
export function readBounds(dataDirectory: string): Partial<Rectangle> {
  try {
    const { success, data } = Bounds.safeParse(JSON.parse(fs.readFileSync(fileIn(dataDirectory), 'utf8')));
    return success && isVisible(data) ? data : USUAL;
  } catch {
    return USUAL;
  }
}

export function writeBounds(dataDirectory: string, bounds: Rectangle): void {
  try {
    fs.writeFileSync(fileIn(dataDirectory), JSON.stringify(bounds));
  } catch {
    // The window opens at its usual place.
  }
}

function fileIn(dataDirectory: string): string {
  return path.join(dataDirectory, 'window.json');
}

/** A person can get hold of it: its upper edge is on a screen. */
function isVisible({ x, y, width }: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const overlap = Math.min(x + width, workArea.x + workArea.width) - Math.max(x, workArea.x);
    return overlap >= 100 && y >= workArea.y && y < workArea.y + workArea.height - 50;
  });
}
