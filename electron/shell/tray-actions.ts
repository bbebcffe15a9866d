// What the items of the tray's menu do.
import os from 'node:os';
import type { Log } from '#engine/log.ts';
import { toWherryError } from '#engine/errors.ts';
import { askLink, type Link } from './link.ts';
import type { TrayAction } from './tray-view.ts';

export interface TrayActionDeps {
  link: Link;
  log: Pick<Log, 'error'>;
  show(route: string): void;
  quit(): Promise<void>;
}

const HOUR_MS = 3_600_000;
const MORNING = 8;

export function createTrayActions({ link, log, show, quit }: TrayActionDeps): (action: TrayAction) => void {
  const who = `${os.userInfo().username} (tray)`;

  async function runnable(): Promise<string[]> {
    const rules = await askLink(link, 'rule.list', {});
    return rules.filter((rule) => rule.isEnabled && rule.isApproved && rule.problem === null).map((rule) => rule.ruleId);
  }

  async function perform(action: TrayAction): Promise<void> {
    switch (action.kind) {
      case 'run': {
        const ruleIds = action.ruleId === null ? await runnable() : [action.ruleId];
        await Promise.all(ruleIds.map(async (ruleId) => await askLink(link, 'rule.run', { ruleId })));
        return;
      }
      case 'pause': {
        const until = action.until === 'one-hour' ? Date.now() + HOUR_MS : tomorrowMorning(new Date());
        for (const ruleId of await runnable()) await askLink(link, 'rule.pause', { ruleId, until, who });
        return;
      }
      case 'resume':
        for (const ruleId of await runnable()) await askLink(link, 'rule.resume', { ruleId, who });
        return;
      case 'open-logs':
        await askLink(link, 'shell.openLogs', {});
        return;
      case 'start-at-login': {
        const { settings } = await askLink(link, 'settings.get', {});
        await askLink(link, 'settings.save', { settings: { ...settings, startsAtLogin: action.isOn }, secrets: {} });
        return;
      }
      case 'show':
        show(action.route);
        return;
      case 'quit':
        await quit();
    }
  }

  return (action) => {
    perform(action).catch((thrown: unknown) => {
      // A menu has no place for a message: the page of the log and the tray's own state tell it.
      log.error(`${action.kind} from the tray: ${toWherryError(thrown).message}`);
    });
  };
}

/** On the wall of this machine. */
export function tomorrowMorning(now: Date): number {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, MORNING).getTime();
}
