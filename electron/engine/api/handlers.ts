// What each call of the contract does.
import type { EngineCallName } from '#shared/api.ts';
import type { CheckResult, RuleStatus } from '#shared/api-rules.ts';
import type { FileRow } from '#shared/file.ts';
import { checkRule } from '../check-rule.ts';
import { errorData, WherryError } from '../errors.ts';
import type { Clock } from '../clock.ts';
import type { Events } from '../events.ts';
import type { Log } from '../log.ts';
import { previewRule } from '../preview-rule.ts';
import type { EngineRule } from '../rule-set.ts';
import type { Store } from '../store/store.ts';
import type { Handlers } from './dispatch.ts';
import { createEditorHandlers } from './editor-handlers.ts';
import { fileStory } from './file-story.ts';

export interface HandlerDeps {
  store: Store;
  clock: Clock;
  events: Events;
  log: Log;
  redact(text: string): string;
  /** @throws `no-such-rule` */
  rule(ruleId: string): EngineRule;
  schedules: {
    rules(): RuleStatus[];
    /** A pause may have begun or ended. */
    lookNow(): void;
  };
}

export function createHandlers({
  store,
  clock,
  events,
  log,
  redact,
  rule,
  schedules,
}: HandlerDeps): Handlers<EngineCallName> {
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
      const { run, error } = await rule(ruleId).run();
      return { run, error: error === null ? null : { ...errorData(error), message: redact(error.message) } };
    },
    'rule.list': async () => schedules.rules(),
    async 'rule.pause'({ ruleId, until, who }) {
      const pause = store.rules.pause(ruleId, until, `by ${who}`);
      schedules.lookNow();
      events.emit({ type: 'rules-changed' });
      return pause;
    },
    async 'rule.resume'({ ruleId, who }) {
      const wasPaused = store.rules.resume(ruleId);
      if (wasPaused) log.info(`${ruleId}: resumed by ${who}`);
      schedules.lookNow();
      events.emit({ type: 'rules-changed' });
      return { wasPaused };
    },
    async 'rule.check'({ ruleId }, signal) {
      const results: CheckResult[] = [];
      for await (const result of checkRule({ ...rule(ruleId).parts(), store, redact }, signal)) {
        results.push(result);
        events.emit({ type: 'check-result', ruleId, result });
      }
      return results;
    },
    'rule.preview': async ({ ruleId }, signal) => await previewRule({ ...rule(ruleId).parts(), store, redact }, signal),
    ...createEditorHandlers({ clock, redact }),
    async 'file.list'(page) {
      const owed = store.owedReports();
      const files = store.files(page).map((file) => Object.assign(file, { unreported: owed.get(file.id) ?? null }));
      return { files, total: store.countFiles(page) };
    },
    'file.counts': async ({ ruleId }) => store.countByState(ruleId),
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
    'run.list': async ({ limit, offset, ruleId }) => store.runs(limit, offset, ruleId),
  };
}
