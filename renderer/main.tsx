// The window's entry.
// oxlint-disable-next-line import/no-unassigned-import -- style sheets
import './app/styles.ts';
import { createRoot } from 'react-dom/client';
import { chooseTransport } from './api/choose-transport.ts';
import { connect } from './api/engine.ts';
import { App } from './app/app.tsx';

const root = document.querySelector('#root');
if (!root) throw new Error('index.html has no #root');

connect(chooseTransport());
createRoot(root).render(<App />);
