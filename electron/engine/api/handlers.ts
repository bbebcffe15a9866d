// What each call of the contract does.
import type { CheckResult, RuleStatus } from '#shared/api.ts';
import type { FileRow } from '#shared/file.ts';
import { checkRule } from '../check-rule.ts';
import { errorData, WherryError } from '../errors.ts';
import type { Events } from '../events.ts';
import type { Log } from '../log.ts';
import { previewRule } from '../preview-rule.ts';
import type { RuleParts } from '../rule-parts.ts';
import type { RunEnd } from '../run.ts';
import type { Store } from '../store/store.ts';
import type { Handlers } from './dispatch.ts';
import { fileStory } from './file-story.ts';

export interface HandlerDeps {
  store: Store;
  events: Events;
  log: Log;
  redact(text: string): string;
  /** @throws `no-such-rule` */
  partsOf(ruleId: string): RuleParts & { run: () => Promise<RunEnd> };
  schedules: {
    rules(): RuleStatus[];
    /** A pause may have begun or ended. */
    lookNow(): void;
  };
}

export function createHandlers({ store, events, log, redact, partsOf, schedules }: HandlerDeps): Handlers {
  function existing(id: string): FileRow {
    const file = store.find(id);
    if (file !== null) return file;
    throw new WherryError('no-such-file', `there is no file "${id}"`, {
      kind: 'permanent',
      hint: 'The first column of "wherry files" is the id.',
    });
  }

  return {
    async 'rule.run'({ ruleId }) {
      const { run, error } = await partsOf(ruleId).run();
      return { run, error: error === null ? null : { ...errorData(error), message: redact(error.message) } };
    },
    'rule.list': async () => schedules.rules(),
    async 'rule.pause'({ ruleId, until, who }) {
      const pause = store.rules.pause(ruleId, until, `by ${who}`);
      schedules.lookNow();
      return pause;
    },
    async 'rule.resume'({ ruleId, who }) {
      const wasPaused = store.rules.resume(ruleId);
      if (wasPaused) log.info(`${ruleId}: resumed by ${who}`);
      schedules.lookNow();
      return { wasPaused };
    },
    async 'rule.check'({ ruleId }, signal) {
      const results: CheckResult[] = [];
      for await (const result of checkRule({ ...partsOf(ruleId), store, redact }, signal)) {
        results.push(result);
        events.emit({ type: 'check-result', ruleId, result });
      }
      return results;
    },
    'rule.preview': ({ ruleId }, signal) => previewRule({ ...partsOf(ruleId), store, redact }, signal),
    async 'file.list'(filter) {
      const owed = store.owedReports();
      return store.files(filter).map((file) => Object.assign(file, { unreported: owed.get(file.id) ?? null }));
    },
    'file.show': async ({ id }) => fileStory(store, existing(id)),
    async 'file.retry'({ id, who }) {
      const file = store.requeue(existing(id).id, who);
      log.about({ file: file.id }).info(`${file.name}: put back to ${file.position} by ${who}`);
      return file;
    },
    async 'file.skip'({ id, who }) {
      const file = store.skip(existing(id).id, who);
      log.about({ file: file.id }).info(`${file.name}: skipped by ${who}`);
      return file;
    },
    async 'file.done'({ id, who }) {
      const file = store.markDone(existing(id).id, who);
      log.about({ file: file.id }).info(`${file.name}: marked as done by ${who}`);
      return file;
    },
    'run.list': async ({ limit }) => store.runs(limit),
  };
}
