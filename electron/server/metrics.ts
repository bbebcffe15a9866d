// GET /metrics: figures in Prometheus' text format (version 0.0.4).
import type { FastifyInstance } from 'fastify';
import type { CallOutput } from '#shared/api.ts';
import { GUARD_HEADERS } from './page.ts';
import { refuse } from './refuse.ts';
import type { ServedEngine } from './served-engine.ts';

type Labels = Record<string, string>;
type Metric = [name: string, help: string, samples: [Labels, number][]];

export function addMetrics(app: FastifyInstance, engine: ServedEngine): void {
  app.get('/metrics', async (_, reply) => {
    const [rules, counts] = await Promise.all([engine.dispatch('rule.list', {}), engine.dispatch('file.counts', {})]);
    if (!rules.ok) return refuse(reply, 503, rules.error);
    if (!counts.ok) return refuse(reply, 503, counts.error);
    const text = metricsText(rules.value, counts.value);
    reply.headers(GUARD_HEADERS).header('cache-control', 'no-store');
    return await reply.type('text/plain; version=0.0.4; charset=utf-8').send(text);
  });
}

export function metricsText(rules: CallOutput<'rule.list'>, counts: CallOutput<'file.counts'>): string {
  const ofRules = (value: (rule: (typeof rules)[number]) => number | null): [Labels, number][] =>
    rules.flatMap((rule) => {
      const found = value(rule);
      return found === null ? [] : [[{ rule: rule.name, id: rule.ruleId }, found]];
    });
  const metrics: Metric[] = [
    ['wherry_files', 'Files by their state.', Object.entries(counts).map(([state, count]) => [{ state }, count])],
    ['wherry_rule_running', 'A run is under way.', ofRules(({ isRunning }) => Number(isRunning))],
    ['wherry_rule_paused', 'Left alone until it is resumed.', ofRules(({ pause }) => Number(pause !== null))],
    [
      'wherry_rule_able',
      'Switched on, approved and complete.',
      ofRules(({ isEnabled, isApproved, problem }) => Number(isEnabled && isApproved && problem === null)),
    ],
    [
      'wherry_rule_last_run_timestamp_seconds',
      'End of the last run.',
      ofRules(({ lastRun }) => seconds(lastRun?.endedAt)),
    ],
    [
      'wherry_rule_last_run_succeeded',
      'The last run had no error and no failed file.',
      ofRules(({ lastRun }) => (lastRun === null ? null : Number(lastRun.state === 'succeeded'))),
    ],
    [
      'wherry_rule_next_run_timestamp_seconds',
      'When the next run is due.',
      ofRules(({ nextRunAt }) => seconds(nextRunAt)),
    ],
    ['process_resident_memory_bytes', 'Memory of the process.', [[{}, process.memoryUsage.rss()]]],
  ];
  return metrics.map(metricText).join('');
}

function seconds(at: number | null | undefined): number | null {
  return at == null ? null : at / 1000;
}

function metricText([name, help, samples]: Metric): string {
  const lines = samples.map(([labels, value]) => `${name}${labelsText(labels)} ${value}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...lines, ''].join('\n');
}

/** Names of rules are anybody's words. */
function labelsText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => {
    const escaped = value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
    return `${name}="${escaped}"`;
  });
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
