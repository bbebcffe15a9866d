// What each call of the contract does.
import type { CheckResult } from '#shared/api.ts';
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

export interface HandlerDeps {
  store: Store;
  events: Events;
  log: Log;
  redact(text: string): string;
  /** @throws `no-such-rule` */
  partsOf(ruleId: string): RuleParts & { run: () => Promise<RunEnd> };
}

export function createHandlers({ store, events, log, redact, partsOf }: HandlerDeps): Handlers {
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
    async 'rule.check'({ ruleId }, signal) {
      const results: CheckResult[] = [];
      for await (const result of checkRule({ ...partsOf(ruleId), redact }, signal)) {
        results.push(result);
        events.emit({ type: 'check-result', ruleId, result });
      }
      return results;
    },
    'rule.preview': ({ ruleId }, signal) => previewRule({ ...partsOf(ruleId), store, redact }, signal),
    'file.list': async (filter) => store.files(filter),
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
    'run.list': async ({ limit }) => store.runs(limit),
  };
}
