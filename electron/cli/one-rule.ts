// One rule to be asked about, of an INI file or of the application: `wherry check`, `wherry preview`.
import type { EngineEvent } from '#shared/event.ts';
import type { LogLevel } from '#shared/log-line.ts';
import { openSession } from './session.ts';
import { callOf, type State } from './state.ts';
import { chooseRule, whichRules, type WhichOptions } from './which-rules.ts';

export type OneRuleOptions = WhichOptions;

export interface OneRule extends State {
  ruleId: string;
  /** Where its settings are from, for people. */
  from: string;
  subscribe(listener: (event: EngineEvent) => void): void;
}

export async function openOneRule(
  options: OneRuleOptions,
  onLine: (line: { level: LogLevel; message: string }) => void,
): Promise<OneRule> {
  const which = whichRules(options);
  if (which.kind === 'ini') {
    const session = openSession({ ...options, config: which.config }, onLine);
    const { call, close, engine, rule } = session;
    return { call, close, ruleId: rule.id, from: which.config, subscribe: engine.events.subscribe };
  }
  const { openAppHost } = await import('./app-host.ts');
  const host = await openAppHost(which.directory, { isReader: true });
  try {
    host.subscribe((event) => {
      if (event.type === 'log-line') onLine(event.line);
    });
    const call = callOf(host.dispatch);
    const { ruleId, name } = chooseRule(await call('rule.list', {}), options.rule);
    return { call, close: host.close, ruleId, from: name, subscribe: host.subscribe };
  } catch (error) {
    await host.close();
    throw error;
  }
}
