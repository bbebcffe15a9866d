// The colours hold WCAG 2.2 AA: 4.5:1 for text, 3:1 for what one must see to operate.
import { describe, expect, it } from 'vitest';
import { DARK, LIGHT, type Tokens } from '../../renderer/app/tokens.ts';

function luminance(colour: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((value) =>
    value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const SURFACES = ['surface', 'surfaceSunken', 'surfaceRaised', 'surfaceHover', 'surfaceSelected'] as const;
const HUES = ['accent', 'success', 'warning', 'danger', 'info', 'violet', 'magenta'] as const;

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
] as const)('in the %s scheme', (_name, tokens: Tokens) => {
  it.each(['text', 'textDim', ...HUES] as const)('%s can be read on every surface', (text) => {
    for (const surface of SURFACES) {
      expect(contrast(tokens[text], tokens[surface]), `${text} on ${surface}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(HUES)('%s can be read on its soft background', (hue) => {
    expect(contrast(tokens[hue], tokens[`${hue}Soft`])).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['accentFill', 'accentFillHover', 'dangerFill', 'dangerFillHover'] as const)(
    'white can be read on %s',
    (fill) => {
      expect(contrast('#ffffff', tokens[fill])).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('the border of a field can be seen', () => {
    for (const surface of ['surface', 'surfaceRaised'] as const) {
      expect(contrast(tokens.borderControl, tokens[surface])).toBeGreaterThanOrEqual(3);
    }
  });
});
