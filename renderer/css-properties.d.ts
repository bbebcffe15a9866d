// A style may set variables, too.
export {};

declare module 'react' {
  interface CSSProperties {
    [variable: `--${string}`]: string | number;
  }
}
