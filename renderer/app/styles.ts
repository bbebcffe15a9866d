/* oxlint-disable import/no-unassigned-import -- a style sheet has no value */
// Styles in the order in which they apply; Mantine's lie in a layer, so that ours always win.
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import './base.css';
