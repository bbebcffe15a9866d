import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import { app } from './app.ts';
import { makeLoud } from './loud.ts';
import { focus } from './window-list.ts';

type Template = Electron.MenuItemConstructorOptions;

export class MenuItem {
  readonly id: string | undefined;
  readonly role: string | undefined;
  readonly type: string;
  readonly submenu: Menu | undefined;
  readonly icon: unknown;
  readonly accelerator: string | undefined;
  label: string;
  sublabel: string;
  toolTip: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  menu: Menu | undefined;
  readonly #onClick: Template['click'];

  constructor(options: Template) {
    const { id, role, type, submenu, label, enabled = true, visible = true, checked = false } = options;
    this.id = id;
    this.role = role;
    this.type = type ?? (submenu ? 'submenu' : 'normal');
    this.submenu = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : (submenu as unknown as Menu | undefined);
    this.label = label ?? role ?? '';
    this.sublabel = options.sublabel ?? '';
    this.toolTip = options.toolTip ?? '';
    this.icon = options.icon;
    this.accelerator = options.accelerator;
    this.enabled = enabled;
    this.visible = visible;
    this.checked = checked;
    this.#onClick = options.click;
  }

  /** What a person's click does; Electron's own items have it as a property, too. */
  click(event: object = {}): void {
    if (!this.enabled) return;
    if (this.type === 'checkbox') this.checked = !this.checked;
    if (this.type === 'radio') for (const item of this.menu?.items ?? []) item.checked = item === this;
    if (this.role) playRole(this.role);
    else this.#onClick?.(this as never, (focus.window ?? undefined) as never, event);
  }
}
makeLoud(MenuItem, 'MenuItem');

function playRole(role: string): void {
  if (role === 'quit') app.quit();
  else if (role === 'close') focus.window?.close();
  else if (role === 'minimize') focus.window?.minimize();
  else if (role === 'reload') focus.window?.reload();
  else throw new Error(`The double of electron does not cover the menu role ${role}`);
}

let applicationMenu: Menu | null = null;

export class Menu extends EventEmitter {
  readonly items: MenuItem[] = [];

  static buildFromTemplate(template: (Template | MenuItem)[]): Menu {
    const menu = new Menu();
    for (const item of template) menu.append(item instanceof MenuItem ? item : new MenuItem(item));
    return menu;
  }

  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu;
  }

  static getApplicationMenu(): Menu | null {
    return applicationMenu;
  }

  append(item: MenuItem): void {
    this.insert(this.items.length, item);
  }

  insert(at: number, item: MenuItem): void {
    item.menu = this;
    this.items.splice(at, 0, item);
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }

  popup(): void {
    this.emit('menu-will-show');
  }

  closePopup(): void {
    this.emit('menu-will-close');
  }
}
makeLoud(Menu, 'Menu');
