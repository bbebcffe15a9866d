// The colours, once: theme.ts makes CSS variables (`--surface`, `--text-dim`, …) and Mantine's theme of them.
// A style names a token, never a colour. test/renderer/tokens.test.ts holds each text to WCAG AA on each surface.

/** What exists in both schemes. `…Soft` is a background for text in the colour itself; `…Fill` one for white text. */
export interface Tokens {
  surface: string;
  surfaceSunken: string;
  surfaceRaised: string;
  surfaceHover: string;
  surfaceSelected: string;
  border: string;
  /** Around buttons and what is raised. */
  borderStrong: string;
  /** Around fields: 3:1 against the surface. */
  borderControl: string;
  text: string;
  textDim: string;
  accent: string;
  accentFill: string;
  accentFillHover: string;
  accentSoft: string;
  success: string;
  successSoft: string;
  warning: string;
  warningSoft: string;
  danger: string;
  dangerFill: string;
  dangerFillHover: string;
  dangerSoft: string;
  info: string;
  infoSoft: string;
  /** Two hues for states that are neither failed nor done. */
  violet: string;
  violetSoft: string;
  magenta: string;
  magentaSoft: string;
  shadow: string;
}

export const LIGHT: Tokens = {
  surface: '#ffffff',
  surfaceSunken: '#f4f7f8',
  surfaceRaised: '#ffffff',
  surfaceHover: '#edf2f4',
  surfaceSelected: '#e0eff4',
  border: '#dde4e8',
  borderStrong: '#c3ced4',
  borderControl: '#86949c',
  text: '#14232b',
  textDim: '#50616b',
  accent: '#0b627f',
  accentFill: '#0d6785',
  accentFillHover: '#0a546d',
  accentSoft: '#e0eff4',
  success: '#17693f',
  successSoft: '#e2f3e9',
  warning: '#7d5000',
  warningSoft: '#fcf0d6',
  danger: '#b02a23',
  dangerFill: '#b8322a',
  dangerFillHover: '#9c251f',
  dangerSoft: '#fce9e7',
  info: '#2b58a8',
  infoSoft: '#e7eefb',
  violet: '#6d3aa3',
  violetSoft: '#f1e9fa',
  magenta: '#99205e',
  magentaSoft: '#fbe6f0',
  shadow: '0 1px 2px rgb(20 35 43 / 8%), 0 8px 24px rgb(20 35 43 / 12%)',
};

export const DARK: Tokens = {
  surface: '#10191e',
  surfaceSunken: '#0b1317',
  surfaceRaised: '#18242b',
  surfaceHover: '#1d2b33',
  surfaceSelected: '#15343f',
  border: '#27363f',
  borderStrong: '#3a4c57',
  borderControl: '#667984',
  text: '#e4ecf0',
  textDim: '#a0b2bc',
  accent: '#63c3d8',
  accentFill: '#12708b',
  accentFillHover: '#0f7f9d',
  accentSoft: '#12333e',
  success: '#63d096',
  successSoft: '#12301f',
  warning: '#ebb552',
  warningSoft: '#352809',
  danger: '#ff9489',
  dangerFill: '#b8382f',
  dangerFillHover: '#c8473e',
  dangerSoft: '#3c1c1a',
  info: '#93b8ff',
  infoSoft: '#182a4b',
  violet: '#caa2f4',
  violetSoft: '#2e2041',
  magenta: '#f497c2',
  magentaSoft: '#3e1c2e',
  shadow: '0 1px 2px rgb(0 0 0 / 40%), 0 8px 24px rgb(0 0 0 / 50%)',
};

/** `surfaceRaised` -> `--surface-raised`. */
export function variableName(token: string): string {
  return `--${token.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

export function cssVariables(tokens: Tokens): Record<string, string> {
  return Object.fromEntries(Object.entries(tokens).map(([token, value]) => [variableName(token), String(value)]));
}
