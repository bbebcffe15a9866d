// What the editor of a rule asks while a person types. Pure but for the clock: no server is asked, nothing is kept.
import type { EngineCallName } from '#shared/api.ts';
import type { TextFinding } from '#shared/api-editor.ts';
import { Schedule } from '#shared/schedule.ts';
import type { Clock } from '../clock.ts';
import { parseJsonObject } from '../config/json-text.ts';
import { toWherryError } from '../errors.ts';
import { cronProblem, nextFire } from '../schedule.ts';
import { flattenAnd } from '../sources/bettrdata/flatten-and.ts';
import { checkWhere } from '../sources/bettrdata/where.ts';
import { createCommandStep } from '../steps/command.ts';
import { lint } from '../template/lint.ts';
import { placeOf } from '../template/template-error.ts';
import type { Handlers } from './dispatch.ts';

type EditorCallName = Extract<EngineCallName, `editor.${string}`>;

export interface EditorDeps {
  clock: Clock;
  redact(text: string): string;
}

export function createEditorHandlers({ clock, redact }: EditorDeps): Handlers<EditorCallName> {
  return {
    async 'editor.filter'({ text }) {
      const parsed = parseJsonObject(text);
      if ('problem' in parsed) {
        const { offset, message, hint } = parsed.problem;
        return { findings: [finding('error', text, offset, message, hint)], value: null, flattened: null };
      }
      const { value, offsets } = parsed;
      const findings = checkWhere(value).map(({ path, message, hint }) =>
        finding('error', text, offsets.get(path) ?? 0, message, hint),
      );
      const flat = text.includes('$and') ? flattenAnd(value) : null;
      return { findings, value, flattened: flat === null ? null : JSON.stringify(flat, null, 2) };
    },
    async 'editor.command'({ step, record, localPath }) {
      const findings = lint(step.template, { ...step, ...(record === null ? {} : { record }) });
      if (record === null) return { findings, commandLine: null, error: null };
      const file = {
        id: 0,
        externalId: typeof record['_id'] === 'string' ? record['_id'] : '',
        path: localPath,
        record,
      };
      try {
        const commandLine = createCommandStep(step, { clock, redact, rule: '' }).preview(file);
        return { findings, commandLine: redact(commandLine), error: null };
      } catch (thrown) {
        return { findings, commandLine: null, error: redact(toWherryError(thrown).message) };
      }
    },
    async 'editor.schedule'({ schedule, count }) {
      const parsed = Schedule.safeParse(schedule);
      if (!parsed.success) return { at: [], error: parsed.error.issues.map(({ message }) => message).join('; ') };
      const problem = parsed.data.kind === 'cron' ? cronProblem(parsed.data.expression) : null;
      if (problem !== null) return { at: [], error: `The expression ${problem}` };
      return { at: nextTimes(parsed.data, count, clock.now()), error: null };
    },
  };
}

function nextTimes(schedule: Schedule, count: number, now: number): number[] {
  const times: number[] = [];
  let after = now;
  while (times.length < count) {
    after = nextFire(schedule, after, schedule.kind === 'interval' ? after : now);
    if (after === Infinity) break;
    times.push(after);
  }
  return times;
}

function finding(
  severity: TextFinding['severity'],
  text: string,
  offset: number,
  message: string,
  hint: string,
): TextFinding {
  return { severity, ...placeOf(text, offset), message, hint };
}
