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
];
