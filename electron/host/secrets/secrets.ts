// secrets.json: every secret in an envelope of its own, sealed with one master key that is kept elsewhere. In memory they
// are plain, and the redactor knows each. Names are `rule-id/secret-name` and `app/secret-name`.
import fs from 'node:fs';
import path from 'node:path';
import type { AppNote } from '#shared/api-app.ts';
import { WherryError } from '#engine/errors.ts';
import type { Redactor } from '#engine/redact.ts';
import { readJson } from '../read-json.ts';
import { keepCopy, notOurs, removeTemporaries, setAside, writeAtomically } from '../write-file.ts';
import { keyId, seal, unseal } from './envelope.ts';
import { findKey, firstKey } from './find-key.ts';
import type { MasterKey } from './master-key.ts';
import { SecretsFile } from './secrets-file.ts';

export interface Secrets {
  /** `none` as long as no secret was ever kept. */
  keyKind(): string;
  /** Null: not there, or out of reach; `problem` says which. */
  get(name: string): string | null;
  /** What follows the owner in the names of its secrets. @param owner a rule's id, or `app` */
  namesOf(owner: string): string[];
  /** Why secrets that are there cannot be read; null: they can. */
  problem(): WherryError | null;
  /** Sets aside what is damaged or sealed with a key that is gone: only once the data directory is ours. */
  own(): void;
  /** By full name; null takes one away. All of them or none. @throws where they cannot be kept; then nothing changed */
  set(values: Record<string, string | null>): Promise<void>;
}

export interface SecretsDeps {
  directory: string;
  keys: readonly MasterKey[];
  redactor: Redactor;
  now(): number;
  note(note: AppNote): void;
}

export async function openSecrets({ directory, keys, redactor, now, note }: SecretsDeps): Promise<Secrets> {
  const file = path.join(directory, 'secrets.json');
  const backup = path.join(directory, 'secrets.backup.json');
  const values = new Map<string, string>();
  let sealing: { key: Buffer; from: MasterKey } | null = null;
  let problem: WherryError | null = null;
  /** What `own` has to do before anything is written. */
  const mending: (() => void)[] = [];
  let turn: Promise<void> = Promise.resolve();
  let isOwned = false;

  async function load(): Promise<void> {
    const first = readJson(file, (json) => SecretsFile.parse(json));
    // A file that is gone was moved away by a person who wants to begin anew.
    const reading = first.kind === 'damaged' ? readJson(backup, (json) => SecretsFile.parse(json)) : first;
    if (first.kind === 'damaged') mending.push(() => asideNote(`was damaged (${first.why})`, reading.kind === 'sound'));
    if (reading.kind !== 'sound') return;
    const found = await findKey(keys, reading.value.key);
    if (found.kind === 'out-of-reach') problem = found.why;
    else if (found.kind === 'lost') mending.push(() => asideNote('is sealed with a key that is not here', false));
    else {
      sealing = found;
      openAll(found.key, reading.value.secrets);
      if (first.kind !== 'sound') mending.push(() => write(found, values));
    }
  }

  function openAll(key: Buffer, envelopes: Record<string, string>): void {
    const lost: string[] = [];
    for (const [name, envelope] of Object.entries(envelopes)) {
      const value = unseal(key, name, envelope);
      if (value === null) lost.push(name);
      else keep(name, value);
    }
    if (lost.length === 0) return;
    const detail = `${lost.join(', ')} in secrets.json cannot be opened, as if the file had been changed. Enter them again.`;
    note({ severity: 'error', title: 'Secrets are missing', detail });
  }

  function keep(name: string, value: string): void {
    values.set(name, value);
    redactor.addSecret(value);
  }

  function asideNote(what: string, hasBackup: boolean): void {
    if (!fs.existsSync(file)) return;
    const aside = setAside(file, now());
    const next = hasBackup ? 'The one before the last change took its place.' : 'Enter the secrets again.';
    note({
      severity: 'error',
      title: 'Secrets are missing',
      detail: `secrets.json ${what}; it is kept as ${aside}. ${next}`,
    });
  }

  function write({ key, from }: { key: Buffer; from: MasterKey }, next: ReadonlyMap<string, string>): void {
    const secrets = Object.fromEntries([...next].map(([name, value]) => [name, seal(key, name, value)]));
    const content: SecretsFile = { version: 1, key: { kind: from.kind, id: keyId(key) }, secrets };
    if (fs.existsSync(file)) keepCopy(file, backup);
    writeAtomically(file, `${JSON.stringify(content, null, 2)}\n`);
  }

  async function change(changes: Record<string, string | null>): Promise<void> {
    if (Object.keys(changes).length === 0) return;
    if (!isOwned) throw notOurs(directory);
    if (problem !== null) {
      const hint = `${problem.hint ?? ''} To begin anew, move ${file} away and start Wherry again.`.trim();
      throw new WherryError('secrets-out-of-reach', `nothing can be kept, since ${problem.message}`, {
        kind: 'config',
        hint,
      });
    }
    const next = new Map(values);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) next.delete(name);
      else next.set(name, value);
    }
    for (const value of Object.values(changes)) if (value !== null) redactor.addSecret(value);
    const isFirst = sealing === null;
    sealing ??= await firstKey(keys);
    write(sealing, next);
    values.clear();
    for (const [name, value] of next) values.set(name, value);
    const { warning } = sealing.from;
    if (isFirst && warning !== null) note(keyNote(warning));
  }

  await load();
  // oxlint-disable-next-line typescript/no-unnecessary-condition -- set by load()
  const from = (sealing as { from: MasterKey } | null)?.from;
  if (from?.warning != null) note(keyNote(from.warning));
  return {
    keyKind: () => sealing?.from.kind ?? 'none',
    get: (name) => values.get(name) ?? null,
    namesOf: (owner) =>
      [...values.keys()].filter((name) => name.startsWith(`${owner}/`)).map((name) => name.slice(owner.length + 1)),
    problem: () => problem,
    own() {
      isOwned = true;
      for (const each of [file, backup]) removeTemporaries(each);
      for (const mend of mending.splice(0)) mend();
    },
    async set(changes) {
      const mine = turn.then(() => change(changes));
      turn = settled(mine);
      await mine;
    },
  };
}

/** A failure is told to who asked for it; the next in turn goes on. */
async function settled(change: Promise<void>): Promise<void> {
  await Promise.allSettled([change]);
}

function keyNote(detail: string): AppNote {
  return { severity: 'warning', title: 'How the secrets are kept', detail };
}
