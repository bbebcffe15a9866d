// The tables, as numbered steps. A step that was released is never edited; a new one is added.

export const MIGRATIONS: readonly string[] = [
  `
  create table file (
    id integer primary key,
    rule_id text not null,
    ref text not null,
    external_id text not null,
    name text not null,
    size_bytes integer,
    md5 text,
    meta text not null,
    position text not null,
    state text not null check (state in
      ('ready', 'active', 'waiting', 'done', 'failed', 'skipped', 'interrupted', 'quarantined')),
    attempt integer not null default 0,
    failures integer not null default 0,
    next_attempt_at integer,
    claimed_at integer,
    step_started_at integer,
    local_path text,
    outcome text check (outcome in ('succeeded', 'failed')),
    failed_at text,
    reason text,
    requeued_at integer,
    discovered_at integer not null,
    updated_at integer not null,
    finished_at integer,
    unique (rule_id, ref)
  ) strict;
  create index file_by_state on file (rule_id, state, next_attempt_at);
  create index file_by_external_id on file (external_id);

  -- A file's story, for its timeline and for "who did that".
  create table transition (
    id integer primary key,
    file_id integer not null references file (id),
    at integer not null,
    verb text not null,
    state text not null,
    position text not null,
    detail text
  ) strict;
  create index transition_by_file on transition (file_id);

  create table step_result (
    id integer primary key,
    file_id integer not null references file (id),
    step text not null,
    ended_at integer not null,
    result text not null
  ) strict;
  create index step_result_by_file on step_result (file_id);

  -- The outbox: what the source has not yet been told. A file has one report at most, the latest.
  create table report (
    id integer primary key,
    file_id integer not null unique references file (id),
    outcome text not null check (outcome in ('succeeded', 'failed')),
    error text,
    created_at integer not null,
    tries integer not null default 0,
    next_try_at integer not null,
    last_error text
  ) strict;

  create table run (
    id integer primary key,
    rule_id text not null,
    state text not null check (state in ('running', 'succeeded', 'partial', 'failed', 'cancelled', 'interrupted')),
    started_at integer not null,
    ended_at integer,
    listed integer not null default 0,
    succeeded integer not null default 0,
    failed integer not null default 0,
    waiting integer not null default 0,
    error text
  ) strict;

  create table host_key (
    host text not null,
    port integer not null,
    fingerprint text not null,
    first_seen_at integer not null,
    primary key (host, port)
  ) strict;
  `,
  `
  create table rule_state (
    rule_id text primary key,
    schedule text,
    scheduled_since integer,
    paused_at integer,
    paused_until integer,
    pause_reason text
  ) strict;

  -- Slots of a schedule that were served: each once, also after a restart or when the clock was set back.
  create table firing (
    rule_id text not null,
    scheduled_for integer not null,
    fired_at integer not null,
    missed integer not null,
    primary key (rule_id, scheduled_for)
  ) strict, without rowid;
  create index run_by_rule on run (rule_id);
  `,
  `
  -- Alarms that are raised, kept over restarts; told_at: people were told, and when for the last time.
  create table alarm (
    rule_id text not null,
    key text not null,
    raised_at integer not null,
    told_at integer,
    primary key (rule_id, key)
  ) strict, without rowid;

  -- Mails that are still to be sent. held: a file's story that waits for the end of its run (the digest).
  create table mail (
    id integer primary key,
    rule_id text not null,
    created_at integer not null,
    kind text not null check (kind in ('success', 'alert')),
    held integer not null check (held in (0, 1)),
    notification text not null,
    tries integer not null default 0,
    next_try_at integer not null,
    last_error text
  ) strict;
  create index mail_by_rule on mail (rule_id, held, next_try_at);

  -- When people were told of what the report tells the source: once for each report.
  alter table report add column told_at integer;
  -- What a person should know of a run besides its error.
  alter table run add column warning text;
  create index run_succeeded on run (rule_id, id) where state = 'succeeded';
  create index file_by_discovery on file (rule_id, discovered_at);
  `,
  `
  -- When STARTED was about to be written; without claimed_at nobody knows whether it was.
  alter table file add column claim_sent_at integer;
  `,
  `
  -- Who claims at the source, over restarts.
  create table installation (id text not null) strict;
  insert into installation (id) values (lower(hex(randomblob(6))));
  `,
  `
  -- Databases that were damaged and set aside, and the rules that this one has to learn about from their sources.
  create table rebuild (
    set_aside text not null,
    rule_id text not null,
    done_at integer,
    primary key (set_aside, rule_id)
  ) strict, without rowid;
  create index rebuild_by_rule on rebuild (rule_id);
  `,
  `
  -- What is old, and what is asked for with a long history.
  create index transition_by_time on transition (at);
  create index step_result_by_time on step_result (ended_at);
  create index run_by_time on run (started_at);
  create index file_with_record on file (updated_at) where meta <> '{}';
  create index file_by_state_only on file (state, id);
  create index file_by_local_path on file (local_path) where local_path is not null;
  `,
  `
  -- Sorted pages of files.
  create index file_by_name on file (name collate nocase, id desc);
  create index file_by_update on file (updated_at, id desc);
  `,
  `
  -- Bytes of an unfinished download that are on the disk for good, of sources that can go on there.
  alter table file add column part_bytes integer not null default 0;
  `,
  `
  -- A file on its way is moved seven times; this index is only asked for those at their end.
  drop index file_with_record;
  create index file_with_record on file (updated_at) where meta <> '{}' and state in ('done', 'skipped', 'failed');
  `,
];
