// Everything around the pages: theme, messages, dialogs, the frame.
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { ConfirmHost } from '../ui/confirm.tsx';
import { cspNonce } from '../ui/csp-nonce.ts';
import { CommandPalette } from './command-palette.tsx';
import { Frame } from './frame.tsx';
import overlays from './overlays.module.css';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { cssVariablesResolver, theme } from './theme.ts';

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
      getStyleNonce={cspNonce}
    >
      <Frame />
      <CommandPalette />
      <ShortcutsDialog />
      <ConfirmHost />
      <Notifications
        position="bottom-right"
        limit={4}
        autoClose={6_000}
        zIndex={400}
        classNames={{ notification: overlays.message ?? '' }}
      />
    </MantineProvider>
  );
}
