// What the items of the tray's menu do.
import os from 'node:os';
import type { RuleStatus } from '#shared/api-rules.ts';
import type { Log } from '#engine/log.ts';
import { toWherryError } from '#engine/errors.ts';
import { askLink, type Link } from './link.ts';
import { notify } from './notify.ts';
import { tomorrowMorning } from './tomorrow-morning.ts';
import { isRunnable } from './tray-status.ts';
import type { TrayAction } from './tray-view.ts';

export interface TrayActionDeps {
  link: Link;
  log: Pick<Log, 'error'>;
  show(route?: string): void;
  quit(): Promise<void>;
}

const HOUR_MS = 3_600_000;

const IN_WORDS: Record<TrayAction['kind'], string> = {
  run: 'Run now',
  pause: 'Pause',
  resume: 'Resume',
  show: 'Open Wherry',
  'open-logs': 'Open logs',
  'start-at-login': 'Start at login',
  quit: 'Quit Wherry',
};

export function createTrayActions({ link, log, show, quit }: TrayActionDeps): (action: TrayAction) => void {
  const who = `${userName()} (tray)`;

  async function rulesThat(fit: (rule: RuleStatus) => boolean): Promise<string[]> {
    const rules = await askLink(link, 'rule.list', {});
    return rules.filter((rule) => isRunnable(rule) && fit(rule)).map(({ ruleId }) => ruleId);
  }

  async function perform(action: TrayAction): Promise<void> {
    switch (action.kind) {
      case 'run': {
        // One that runs already would run once more.
        const ruleIds = action.ruleId === null ? await rulesThat(({ isRunning }) => !isRunning) : [action.ruleId];
        await everyOne(ruleIds, async (ruleId) => await askLink(link, 'rule.run', { ruleId }));
        return;
      }
      case 'pause': {
        const until = action.until === 'one-hour' ? Date.now() + HOUR_MS : tomorrowMorning(new Date());
        const ruleIds = await rulesThat(({ pause }) => pause === null);
        await everyOne(ruleIds, async (ruleId) => await askLink(link, 'rule.pause', { ruleId, until, who }));
        return;
      }
      case 'resume': {
        const ruleIds = await rulesThat(({ pause }) => pause !== null);
        await everyOne(ruleIds, async (ruleId) => await askLink(link, 'rule.resume', { ruleId, who }));
        return;
      }
      case 'open-logs':
        await askLink(link, 'shell.openLogs', {});
        return;
      case 'start-at-login': {
        const { settings } = await askLink(link, 'settings.get', {});
        await askLink(link, 'settings.save', { settings: { ...settings, startsAtLogin: action.isOn }, secrets: {} });
        return;
      }
      case 'show':
        show(action.route ?? undefined);
        return;
      case 'quit':
        await quit();
    }
  }

  return (action) => {
    perform(action).catch((thrown: unknown) => {
      const { message, hint } = toWherryError(thrown);
      log.error(`${IN_WORDS[action.kind]}, from the tray: ${message}`);
      // A menu has no place for a message.
      notify({ title: `${IN_WORDS[action.kind]}: it did not work`, body: [message, hint].join('\n').trim() });
    });
  };
}

/** All are tried. @throws the first failure, when all have ended */
async function everyOne(ruleIds: readonly string[], perform: (ruleId: string) => Promise<unknown>): Promise<void> {
  const ends = await Promise.allSettled(ruleIds.map(perform));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

/** Some accounts have no name. */
function userName(): string {
  try {
    return os.userInfo().username;
  } catch {
    return 'somebody';
  }
}
