// A style may set variables, too.
export type { CSSProperties } from 'react';

declare module 'react' {
  interface CSSProperties {
    [variable: `--${string}`]: string | number;
  }
}
