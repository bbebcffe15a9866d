// Loaded by `-r` before the app's main, in real Electron and in the double alike. It remembers what Electron's API has
// no getter for (trays, notifications), and stands where a person would: dialogs, the browser, the file manager.
const { dialog, Notification, shell, Tray } = require('electron');

const kit = {
  /** @type {{ tray: Electron.Tray, menu: Electron.Menu | null, toolTip: string, images: number }[]} */
  trays: [],
  /** @type {Electron.Notification[]} Those that are shown; whatever was closed is no longer among them. */
  notifications: [],
  /** @type {{ by: string, what: string }[]} What was handed to the desktop: addresses, folders, files. */
  opened: [],
  /** @type {{ dialog: string, options: unknown }[]} */
  dialogs: [],
  /** @type {Map<string, unknown[]>} The answers that a spec has given for dialogs to come. */
  answers: new Map(),
};
globalThis.__kit = kit;

/** Runs `before` with the instance whenever the method is called. */
function wrap(constructor, name, before) {
  const real = constructor.prototype[name];
  constructor.prototype[name] = function (...args) {
    before(this, ...args);
    return real.apply(this, args);
  };
}

function trayOf(tray) {
  const known = kit.trays.find((entry) => entry.tray === tray);
  if (known) return known;
  const entry = { tray, menu: null, toolTip: '', images: 0 };
  kit.trays.push(entry);
  return entry;
}

wrap(Tray, 'setContextMenu', (tray, menu) => (trayOf(tray).menu = menu));
wrap(Tray, 'setToolTip', (tray, toolTip) => (trayOf(tray).toolTip = toolTip));
wrap(Tray, 'setImage', (tray) => trayOf(tray).images++);
wrap(Tray, 'destroy', (tray) => (kit.trays = kit.trays.filter((entry) => entry.tray !== tray)));

const forget = (gone) => (kit.notifications = kit.notifications.filter((notification) => notification !== gone));
wrap(Notification, 'show', (notification) => {
  if (!kit.notifications.includes(notification)) kit.notifications.push(notification);
});
wrap(Notification, 'close', forget);

for (const name of ['openExternal', 'openPath', 'showItemInFolder']) {
  shell[name] = (what) => {
    kit.opened.push({ by: name, what });
    return name === 'showItemInFolder' ? undefined : Promise.resolve(name === 'openPath' ? '' : undefined);
  };
}

for (const name of ['showOpenDialog', 'showSaveDialog', 'showMessageBox']) {
  dialog[name] = async (...args) => {
    kit.dialogs.push({ dialog: name, options: args.at(-1) });
    const answer = kit.answers.get(name)?.shift();
    if (answer === undefined) throw new Error(`No answer for dialog.${name}: the spec gives one by desktop.answer()`);
    return answer;
  };
}
dialog.showErrorBox = (title, content) => kit.dialogs.push({ dialog: 'showErrorBox', options: { title, content } });
