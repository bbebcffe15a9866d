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
export declare const LIGHT: Tokens;
export declare const DARK: Tokens;
/** `surfaceRaised` -> `--surface-raised`. */
export declare function variableName(token: string): string;
export declare function cssVariables(tokens: Tokens): Record<string, string>;
