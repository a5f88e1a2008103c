-- 复核: a lead's appeal against how its task was closed, once a closing and unit: the second has no place.
alter table closures add column appeal_by text;
update closures set appeal_by = date(closed_on, '+30 days') where goes_on = 0;

create table appeals (
    id              integer primary key autoincrement,
    district_id     text not null,
    task_id         integer not null,
    closure_id      integer not null,
    unit_id         integer not null,
    grounds         text not null,
    appealed_on     text not null,
    appealed_at     text not null,
    appealed_by     text not null,
    rule_by         text not null,
    state           text not null,
    reason          text,
    ruled_on        text,
    ruled_at        text,
    ruled_by        text,
    lapsed_at       text,
    unique (district_id, id),
    unique (district_id, closure_id, unit_id),
    foreign key (district_id, task_id) references tasks (district_id, id),
    foreign key (district_id, closure_id) references closures (district_id, id),
    foreign key (district_id, unit_id) references units (district_id, id)
);
create index appeals_task on appeals (district_id, task_id, id);
create index appeals_state on appeals (district_id, state, id);

-- 结论签收: a lead acknowledges how its task was closed.
create table closure_receipts (
    id              integer primary key autoincrement,
    district_id     text not null,
    task_id         integer not null,
    closure_id      integer not null,
    unit_id         integer not null,
    received_on     text not null,
    received_at     text not null,
    received_by     text not null,
    unique (district_id, id),
    unique (district_id, closure_id, unit_id),
    foreign key (district_id, task_id) references tasks (district_id, id),
    foreign key (district_id, closure_id) references closures (district_id, id),
    foreign key (district_id, unit_id) references units (district_id, id)
);
create index closure_receipts_closure on closure_receipts (district_id, closure_id, id);
