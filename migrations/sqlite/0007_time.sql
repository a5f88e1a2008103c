-- The calendar as data, dated stages of tasks, and dates that are filled in later.

-- National, not a district's: the State Council announces one calendar for all. The year is the key; it is the same row on every shard.
create table calendar_years (
    year            integer not null primary key,
    status          text not null,
    source          text not null,
    days            text not null,
    stored_at       text not null,
    stored_by       text not null,
    version         integer not null default 1
);

create table task_stages (
    district_id     text not null,
    task_id         integer not null,
    kind            text not null,
    ordinal         integer not null,
    words           text not null,
    start_on        text,
    due_on          text,
    provisional     integer not null default 0,
    done_on         text,
    done_by         text,
    note            text,
    primary key (district_id, task_id, kind, ordinal),
    foreign key (district_id, task_id) references tasks (district_id, id)
);
create index task_stages_due on task_stages (district_id, due_on, task_id) where done_on is null and due_on is not null;
create unique index task_stages_occurrence on task_stages (district_id, task_id, due_on) where kind = 'occurrence';

create table task_dates (
    id              integer primary key autoincrement,
    district_id     text not null,
    task_id         integer not null,
    event_on        text,
    deadline        text not null,
    deadline_before text,
    provisional     integer not null,
    basis           text not null,
    reason          text,
    set_at          text not null,
    set_by          text not null,
    unique (district_id, id),
    foreign key (district_id, task_id) references tasks (district_id, id)
);
create index task_dates_task on task_dates (district_id, task_id, id);

alter table tasks add column relative_amount integer;
alter table tasks add column relative_unit text;
alter table tasks add column relative_event text;
alter table tasks add column event_on text;
alter table tasks add column deadline_provisional integer not null default 0;
alter table tasks add column dates_set integer not null default 0;
alter table tasks add column expand_on text;
create index tasks_expand on tasks (district_id, expand_on, id) where expand_on is not null;
create index tasks_provisional on tasks (district_id, id) where deadline_provisional = 1;
create index tasks_undated on tasks (district_id, id) where deadline_kind in ('none', 'conditional');

-- Tasks that are there already: their milestones become stages, their recurring duties are opened by the next run.
insert into task_stages (district_id, task_id, kind, ordinal, words, due_on)
select t.district_id, t.id, 'milestone', m.key + 1, coalesce(json_extract(m.value, '$.text'), ''), json_extract(m.value, '$.date')
  from tasks t, json_each(t.milestones) m;

update tasks set expand_on = '0001-01-01' where deadline_kind = 'recurring' and state not in ('closed', 'suspended');
