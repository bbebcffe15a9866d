// Mantine's theme, fed by the tokens: its own colour names point at our CSS variables.
import {
  ActionIcon,
  Button,
  createTheme,
  Input,
  Menu,
  Modal,
  Switch,
  Tooltip,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';
import css from './overlays.module.css';
import { cssVariables, DARK, LIGHT, type Tokens } from './tokens.ts';

/** A colour of ours under a name of Mantine's; its ten shades are one, since a component asks for a role, not for a shade. */
function role(token: string): MantineColorsTuple {
  const value = `var(--${token})`;
  return [value, value, value, value, value, value, value, value, value, value];
}

/** The steps between text and ground that Mantine's own styles use in the dark. */
const dark: MantineColorsTuple = [
  DARK.text,
  DARK.textDim,
  DARK.textDim,
  DARK.borderControl,
  DARK.border,
  DARK.surfaceHover,
  DARK.surfaceRaised,
  DARK.surface,
  DARK.surfaceSunken,
  DARK.surfaceSunken,
];
const gray: MantineColorsTuple = [
  LIGHT.surfaceSunken,
  LIGHT.surfaceHover,
  LIGHT.border,
  LIGHT.border,
  LIGHT.borderControl,
  LIGHT.textDim,
  LIGHT.textDim,
  LIGHT.textDim,
  LIGHT.text,
  LIGHT.text,
];

export const theme = createTheme({
  colors: {
    dark,
    gray,
    accent: role('accent'),
    success: role('success'),
    warning: role('warning'),
    danger: role('danger'),
    info: role('info'),
  },
  primaryColor: 'accent',
  black: LIGHT.text,
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '24px', xl: '28px' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '16px', lineHeight: '24px' },
      h3: { fontSize: '14px', lineHeight: '20px' },
    },
  },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '6px', lg: '8px', xl: '8px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // 32 px high, 13 px letters, unless a size is asked for.
    Button: Button.extend({
      defaultProps: { size: 'sm' },
      vars: (_theme, { size }) => ({
        root: size === undefined || size === 'sm' ? { '--button-height': '32px', '--button-padding-x': '12px' } : {},
      }),
    }),
    Input: Input.extend({
      vars: (_theme, { size }) => ({
        wrapper: size === undefined || size === 'sm' ? { '--input-height': '32px', '--input-fz': '13px' } : {},
      }),
    }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 28 } }),
    Tooltip: Tooltip.extend({
      defaultProps: {
        openDelay: 400,
        withArrow: false,
        transitionProps: { duration: 80 },
        events: { hover: true, focus: true, touch: true },
      },
    }),
    Menu: Menu.extend({
      defaultProps: {
        shadow: 'md',
        position: 'bottom-end',
        transitionProps: { duration: 80 },
        // A child without a role is none that a menu may have.
        withInitialFocusPlaceholder: false,
      },
      classNames: { dropdown: css.menu ?? '' },
    }),
    // Nothing scrolls behind a dialog (the frame does not), and the lock would want a style without our nonce.
    Modal: Modal.extend({
      defaultProps: {
        centered: true,
        radius: 'lg',
        lockScroll: false,
        transitionProps: { duration: 120 },
        closeButtonProps: { 'aria-label': 'Close' },
      },
      classNames: {
        content: css.dialog ?? '',
        header: css.dialogHeader ?? '',
        title: css.dialogTitle ?? '',
        body: css.dialogBody ?? '',
      },
    }),
    Switch: Switch.extend({ defaultProps: { withThumbIndicator: false } }),
  },
});

/** Mantine paints by roles of a colour (`-filled`, `-light`, …); each is one of our tokens. */
function roles(name: string, fill: string, hover: string): Record<string, string> {
  return {
    [`--mantine-color-${name}-text`]: `var(--${name})`,
    [`--mantine-color-${name}-filled`]: fill,
    [`--mantine-color-${name}-filled-hover`]: hover,
    [`--mantine-color-${name}-light`]: `var(--${name}-soft)`,
    [`--mantine-color-${name}-light-hover`]: `var(--${name}-soft)`,
    [`--mantine-color-${name}-light-color`]: `var(--${name})`,
    [`--mantine-color-${name}-outline`]: `var(--${name})`,
    [`--mantine-color-${name}-outline-hover`]: `var(--${name}-soft)`,
  };
}

function scheme(tokens: Tokens): Record<string, string> {
  return {
    ...cssVariables(tokens),
    ...roles('accent', 'var(--accent-fill)', 'var(--accent-fill-hover)'),
    ...roles('danger', 'var(--danger-fill)', 'var(--danger-fill-hover)'),
    ...roles('success', 'var(--success)', 'var(--success)'),
    ...roles('warning', 'var(--warning)', 'var(--warning)'),
    ...roles('info', 'var(--info)', 'var(--info)'),
    '--mantine-color-gray-light-color': 'var(--text-dim)',
    '--mantine-color-gray-light-hover': 'var(--surface-hover)',
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-bright': 'var(--text)',
    '--mantine-color-dimmed': 'var(--text-dim)',
    '--mantine-color-placeholder': 'var(--text-dim)',
    '--mantine-color-anchor': 'var(--accent)',
    '--mantine-color-error': 'var(--danger)',
    '--mantine-color-default': 'var(--surface-raised)',
    '--mantine-color-default-hover': 'var(--surface-hover)',
    '--mantine-color-default-color': 'var(--text)',
    '--mantine-color-default-border': 'var(--border-strong)',
    '--mantine-color-disabled': 'var(--surface-hover)',
    '--mantine-color-disabled-color': 'var(--text-dim)',
    '--mantine-color-disabled-border': 'var(--border)',
    '--mantine-shadow-md': 'var(--shadow)',
    '--mantine-shadow-lg': 'var(--shadow)',
    '--mantine-shadow-xl': 'var(--shadow)',
  };
}

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: scheme(LIGHT),
  dark: scheme(DARK),
});
