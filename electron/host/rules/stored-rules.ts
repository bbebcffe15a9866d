// The rules that the application keeps, and the engine's view of them: whatever is changed here is stored first and in
// force right after. Rules for the demo are in memory only, so nothing of them is left behind.
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { RuleEntry } from '#shared/rule-entry.ts';
import type { Rule } from '#shared/rule.ts';
import type { MailServer } from '#shared/mail.ts';
import { SecretName } from '#shared/secret.ts';
import type { Engine, Secret } from '#engine/engine.ts';
import { WherryError } from '#engine/errors.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { Settings } from '../settings/settings.ts';
import { secretNames } from '#engine/secret-names.ts';

type SecretChanges = Record<string, string | null>;

export interface StoredRules {
  all(): RuleEntry[];
  find(ruleId: string): RuleEntry | null;
  /** @throws `no-such-rule` */
  get(ruleId: string): RuleEntry;
  /** New, or in the place of the one with its id. Secrets that it does not name any more are forgotten. */
  put(entry: RuleEntry, secrets?: SecretChanges): Promise<RuleEntry>;
  /** In memory only, as long as this process lives. */
  putGuest(entry: RuleEntry, secrets: Record<string, string>): void;
  /** Its secrets too. Resolves when its run, if one is under way, has ended. */
  remove(ruleId: string): Promise<void>;
  namesOfSecrets(ruleId: string): string[];
  /** Of a rule that is being edited: its own values before those that are stored for its id. */
  draftSecret(ruleId: string, values: SecretChanges): Secret;
  /** That of the settings, as the engine is to see it. */
  mailServer(): MailServer | null;
  /** Puts into the engine what is stored now and was not, or not so, put there before. */
  apply(): void;
  /** Puts all of them into the engine again: the mail server has changed. */
  applyAgain(): void;
}

export function createStoredRules(engine: Engine, settings: Settings, secrets: Secrets): StoredRules {
  const guests = new Map<string, { entry: RuleEntry; secrets: Record<string, string> }>();
  const applied = new Map<string, unknown>();
  /** Names the password of the settings' mail server to the engine; a rule that was imported cannot guess it. */
  const appPassword = SecretName.parse(`app-${randomUUID()}`);

  function find(ruleId: string): RuleEntry | null {
    return guests.get(ruleId)?.entry ?? settings.file().rules.find(({ rule }) => rule.id === ruleId) ?? null;
  }

  function storedValue(ruleId: string, name: string): string | null {
    if (name === appPassword) {
      const password = settings.file().app.mailServer?.password;
      return password == null ? null : secrets.get(`app/${password}`);
    }
    const guest = guests.get(ruleId);
    if (guest !== undefined) return guest.secrets[name] ?? null;
    return find(ruleId) === null ? null : secrets.get(`${ruleId}/${name}`);
  }

  function draftSecret(ruleId: string, values: SecretChanges): Secret {
    return (name) => {
      const value = Object.hasOwn(values, name) ? values[name] : storedValue(ruleId, name);
      if (value != null) return value;
      throw secrets.problem() ?? missing(name === appPassword ? 'the password of the mail server' : `"${name}"`);
    };
  }

  function mailServer(): MailServer | null {
    const server = settings.file().app.mailServer;
    if (server === null) return null;
    return { ...server, password: server.password === null ? null : appPassword };
  }

  function addToEngine(entry: RuleEntry): void {
    const { rule, isEnabled, isApproved, origin } = entry;
    applied.set(rule.id, entry);
    const standing = { isEnabled, isApproved, origin };
    engine.addRule(rule, draftSecret(rule.id, {}), { standing, mailServer: mailServer() });
  }

  function keep(entry: RuleEntry): void {
    const file = settings.file();
    const isThere = file.rules.some(({ rule }) => rule.id === entry.rule.id);
    const rules = isThere
      ? file.rules.map((each) => (each.rule.id === entry.rule.id ? entry : each))
      : [...file.rules, entry];
    settings.save({ ...file, rules });
  }

  const all = (): RuleEntry[] => [...settings.file().rules, ...[...guests.values()].map(({ entry }) => entry)];
  const namesOfSecrets = (ruleId: string): string[] =>
    Object.keys(guests.get(ruleId)?.secrets ?? {}).concat(secrets.namesOf(ruleId));

  return {
    all,
    find,
    get(ruleId) {
      const entry = find(ruleId);
      if (entry !== null) return entry;
      throw new WherryError('no-such-rule', `there is no rule "${ruleId}"`, {
        kind: 'permanent',
        hint: 'It may have been removed in the meantime.',
      });
    },
    async put(entry, changes = {}) {
      const { id } = entry.rule;
      const guest = guests.get(id);
      if (guest === undefined) {
        await secrets.set(secretChanges(entry.rule, changes, namesOfSecrets(id)));
        keep(entry);
      } else {
        const values = Object.entries({ ...guest.secrets, ...changes });
        guests.set(id, {
          entry,
          secrets: Object.fromEntries(values.filter((pair): pair is [string, string] => pair[1] !== null)),
        });
      }
      addToEngine(entry);
      engine.events.emit({ type: 'rules-changed' });
      return entry;
    },
    putGuest(entry, values) {
      guests.set(entry.rule.id, { entry, secrets: values });
      addToEngine(entry);
      engine.events.emit({ type: 'rules-changed' });
    },
    async remove(ruleId) {
      const file = settings.file();
      if (!guests.delete(ruleId))
        settings.save({ ...file, rules: file.rules.filter(({ rule }) => rule.id !== ruleId) });
      applied.delete(ruleId);
      await engine.removeRule(ruleId);
      const names = secrets.namesOf(ruleId).map((name) => [`${ruleId}/${name}`, null] as const);
      if (names.length > 0) await secrets.set(Object.fromEntries(names));
      engine.events.emit({ type: 'rules-changed' });
    },
    namesOfSecrets,
    draftSecret,
    mailServer,
    apply() {
      const { rules } = settings.file();
      for (const entry of rules) if (!isDeepStrictEqual(applied.get(entry.rule.id), entry)) addToEngine(entry);
    },
    applyAgain() {
      for (const entry of all()) addToEngine(entry);
    },
  };
}

/** By full name; those that the rule does not name any more go. */
function secretChanges(rule: Rule, changes: SecretChanges, stored: readonly string[]): SecretChanges {
  const named = new Set<string>(secretNames(rule));
  const gone = stored.filter((name) => !named.has(name)).map((name) => [name, null] as const);
  const wanted = Object.entries(changes).filter(([name]) => named.has(name));
  return Object.fromEntries([...gone, ...wanted].map(([name, value]) => [`${rule.id}/${name}`, value]));
}

function missing(what: string): WherryError {
  return new WherryError('no-secret', `the secret ${what} is not set`, {
    kind: 'config',
    hint: 'Enter it where the rule is edited, or for the mail server in the settings.',
  });
}
