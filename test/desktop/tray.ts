// The tray as a person sees it: its tooltip, and a menu whose items are found by their words.
import { type ElectronApplication, expect } from 'playwright/test';

export interface TrayItem {
  label: string;
  enabled: boolean;
  checked: boolean;
}

export interface TrayHand {
  toolTip(): Promise<string>;
  /** The visible items of the menu, or of a submenu by the words that lead there; separators are left out. */
  items(...submenu: string[]): Promise<TrayItem[]>;
  labels(...submenu: string[]): Promise<string[]>;
  /** Clicks an item, by the words that lead there: click('Pause', 'For 1 hour'). Waits for one that is greyed or missing. */
  click(...words: string[]): Promise<void>;
  /** A click on the icon itself. */
  press(): Promise<void>;
  /** How many trays there are: one. */
  count(): Promise<number>;
}

export function createTrayHand(app: ElectronApplication): TrayHand {
  const items: TrayHand['items'] = (...submenu) =>
    app.evaluate((_electron, submenu) => {
      let menu = __kit.trays[0]?.menu;
      for (const word of submenu) menu = menu?.items.find((item) => item.label === word)?.submenu ?? null;
      const shown = menu?.items.filter((item) => item.visible && item.type !== 'separator') ?? [];
      return shown.map(({ label, enabled, checked }) => ({ label, enabled, checked }));
    }, submenu);

  return {
    items,
    labels: async (...submenu) => (await items(...submenu)).map((item) => item.label),
    toolTip: () => app.evaluate(() => __kit.trays[0]?.toolTip ?? ''),
    count: () => app.evaluate(() => __kit.trays.length),
    press: () => app.evaluate(() => void __kit.trays[0]?.tray.emit('click', {})),
    click: async (...words) => await expect(() => clickOnce(app, words)).toPass({ timeout: 20_000 }),
  };
}

function clickOnce(app: ElectronApplication, words: string[]): Promise<void> {
  return app.evaluate((_electron, words) => {
    let menu = __kit.trays[0]?.menu;
    let item: Electron.MenuItem | undefined;
    for (const word of words) {
      item = menu?.items.find((candidate) => candidate.visible && candidate.label === word);
      if (!item) throw new Error(`The tray has no "${word}", but: ${menu?.items.map(({ label }) => label).join(', ')}`);
      if (!item.enabled) throw new Error(`"${word}" is greyed in the tray`);
      menu = item.submenu;
    }
    // Later, so that this call is answered even when the item quits the app.
    setImmediate(() => item?.click());
  }, words);
}
