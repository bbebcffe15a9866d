// After a damaged database was set aside: what its loss means for a rule, told once to log, console and people.
import { lockDataDirectory } from './lock.ts';
import type { Log } from './log.ts';
import type { RunContext } from './run-context.ts';
import type { Store } from './store/store.ts';

const KEYS_LOST =
  'Keys of file servers that were trusted at first use are lost, too: compare the ones that are told now with your own.';

/** Nothing can be asked of a database that cannot be opened, so it is not left for `checkDatabase`. @throws `locked` */
export function replaceUnreadable(store: Store, dataDirectory: string, log: Log): void {
  if (store.isReadable()) return;
  const unlock = lockDataDirectory(dataDirectory);
  try {
    setAside(store, log);
  } finally {
    unlock();
  }
}

/** At start, under the lock of the data directory. Each rule has to be rebuilt once for each database set aside. */
export function checkDatabase(store: Store, ruleIds: readonly string[], log: Log): void {
  setAside(store, log);
  store.beginRebuild(ruleIds);
}

function setAside(store: Store, log: Log): void {
  const name = store.setAsideIfDamaged();
  if (name === null) return;
  log.error(`the database is damaged: it was set aside as ${name}, and a new one is made from what the source shows`);
}

/**
 * The first thing that a rule's run does in a new database. Files that the source shows as STARTED become interrupted:
 * whether their commands have run is not known, so a person decides. They are not reported as failed, since another
 * installation may be working on them.
 */
export async function rebuild({ source, store, rule, log, stop, alert }: RunContext): Promise<void> {
  const names = store.pendingRebuild(rule.id);
  if (names.length === 0) return;
  let unknown = 0;
  for await (const page of source.listStarted?.(stop) ?? []) {
    for (const { file, how } of store.discover(rule.id, page.files)) {
      if (how !== 'new' || file.state !== 'interrupted') continue;
      unknown++;
      log
        .about({ file: file.id })
        .error(`${file.name}: ${file.reason}; "wherry retry ${file.id}" runs it, "wherry skip ${file.id}" leaves it`);
    }
  }
  const message =
    `The database was damaged and is set aside as ${names.join(', ')}. ` +
    `${unknown} ${unknown === 1 ? 'file is' : 'files are'} STARTED at the source, and it is not known whether their commands have run: ` +
    `they wait for a person ("wherry files --attention"). ${KEYS_LOST}`;
  log.error(message);
  alert('the database was damaged', message);
  store.finishRebuild(rule.id);
}
