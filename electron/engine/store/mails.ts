// Mails that are still to be sent. They are in the store so that neither a crash nor a mail server that is away loses
// an alert.
import type { Notification } from '../notifiers/notifier.ts';
import type { Database, Row } from './database.ts';
import type { Store } from './store.ts';

/** More than these of a rule, or older ones, are given up: nobody reads a thousand old mails. */
const MAX_MAILS = 100;
const MAX_AGE_MS = 3 * 24 * 3_600_000;

export interface WaitingMail {
  id: number;
  notification: Notification;
  /** Times that it could not be sent. */
  tries: number;
}

/** Mails that could not be sent so far. */
export interface UnsentMails {
  count: number;
  /** When the oldest was written; null where there is none. */
  since: number | null;
  lastError: string | null;
}

/** Within the caller's transaction. `isHeld`: a file's story that waits for the end of its run. */
export function putMail(db: Database, now: number, ruleId: string, notification: Notification, isHeld: boolean): void {
  db.run(
    'insert into mail (rule_id, created_at, kind, held, notification, next_try_at) values (?, ?, ?, ?, ?, ?)',
    ruleId,
    now,
    notification.kind,
    isHeld ? 1 : 0,
    JSON.stringify(notification),
    now,
  );
}

type Mails = Pick<
  Store,
  'tellOfFile' | 'putMail' | 'releaseMails' | 'dueMails' | 'mailSent' | 'mailNotSent' | 'giveUpMails' | 'unsentMails'
>;

export function createMails(db: Database, now: () => number): Mails {
  return {
    tellOfFile: (file, notification, isHeld) =>
      db.transaction(() => {
        const report = db.run('update report set told_at = ? where file_id = ? and told_at is null', now(), file.id);
        if (report.changes > 0) putMail(db, now(), file.ruleId, notification, isHeld);
      }),
    putMail: (ruleId, notification) => putMail(db, now(), ruleId, notification, false),
    releaseMails: (ruleId, merge) =>
      db.transaction(() => {
        const held = db.all('select notification from mail where rule_id = ? and held = 1 order by id', ruleId);
        if (held.length === 0) return;
        db.run('delete from mail where rule_id = ? and held = 1', ruleId);
        for (const notification of merge(held.map(notificationOf))) putMail(db, now(), ruleId, notification, false);
      }),
    dueMails: (ruleId) =>
      db
        .all(
          // One that was written in the future was so while the clock was wrong.
          `select id, notification, tries from mail
           where rule_id = ?1 and held = 0 and (next_try_at <= ?2 or created_at > ?2) order by tries, id limit ?3`,
          ruleId,
          now(),
          MAX_MAILS,
        )
        .map((row) => ({ id: Number(row['id']), notification: notificationOf(row), tries: Number(row['tries']) })),
    mailSent(mailId) {
      db.run('delete from mail where id = ?', mailId);
    },
    mailNotSent(mailId, nextTryAt, error) {
      db.run(
        'update mail set tries = tries + 1, next_try_at = ?, last_error = ? where id = ?',
        nextTryAt,
        error,
        mailId,
      );
    },
    giveUpMails: (ruleId) =>
      db.run(
        `delete from mail where rule_id = ?1 and held = 0 and (created_at < ?2 or id not in
           (select id from mail where rule_id = ?1 and held = 0 order by kind = 'alert' desc, id desc limit ?3))`,
        ruleId,
        now() - MAX_AGE_MS,
        MAX_MAILS,
      ).changes,
    unsentMails(ruleId) {
      const row = db.get(
        `select count(*) as count, min(created_at) as since from mail where rule_id = ? and held = 0`,
        ruleId,
      );
      const last = db.get(
        `select last_error from mail where rule_id = ? and held = 0 and last_error is not null order by id desc limit 1`,
        ruleId,
      );
      return {
        count: Number(row!['count']),
        since: row!['since'] === null ? null : Number(row!['since']),
        lastError: last === null ? null : String(last['last_error']),
      };
    },
  };
}

function notificationOf(row: Row): Notification {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own column, written from this type
  return JSON.parse(String(row['notification'])) as Notification;
}
