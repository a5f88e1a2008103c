-- How a task is laid on units and broken down: first leads, sub-tasks, persons, hand-overs, links, successors, repeals.

alter table task_units add column is_first integer not null default 0;

-- Whose part of the task the unit took over.
alter table task_parties add column predecessor_id integer;

-- Sub-tasks: at most three levels. A fan-out makes one a member of fan_out_group_id. Tasks printed twice share same_as.
alter table tasks add column parent_id integer;
alter table tasks add column level integer not null default 1;
alter table tasks add column weight integer not null default 1;
alter table tasks add column fan_out_group_id integer;
alter table tasks add column same_as integer;
create index tasks_parent on tasks (district_id, parent_id, id) where parent_id is not null;
create index tasks_same_as on tasks (district_id, same_as, id) where same_as is not null;

create table task_persons (
    district_id     text not null,
    task_id         integer not null,
    unit_id         integer not null,
    persons         text not null,
    version         integer not null default 1,
    updated_at      text not null,
    updated_by      text not null,
    primary key (district_id, task_id, unit_id),
    foreign key (district_id, task_id) references tasks (district_id, id),
    foreign key (district_id, unit_id) references units (district_id, id)
);

-- Once a task: the second has no place.
create table hand_over_requests (
    id              integer primary key autoincrement,
    district_id     text not null,
    task_id         integer not null,
    unit_id         integer not null,
    to_unit_id      integer not null,
    reason          text not null,
    requested_at    text not null,
    requested_by    text not null,
    decision        text,
    decision_reason text,
    decided_at      text,
    decided_by      text,
    unique (district_id, id),
    unique (district_id, task_id),
    foreign key (district_id, task_id) references tasks (district_id, id),
    foreign key (district_id, unit_id) references units (district_id, id),
    foreign key (district_id, to_unit_id) references units (district_id, id)
);

create table task_links (
    id              integer primary key autoincrement,
    district_id     text not null,
    kind            text not null,
    from_task_id    integer not null,
    to_task_id      integer not null,
    reason          text,
    linked_at       text not null,
    linked_by       text not null,
    unique (district_id, id),
    unique (district_id, from_task_id, to_task_id, kind),
    foreign key (district_id, from_task_id) references tasks (district_id, id),
    foreign key (district_id, to_task_id) references tasks (district_id, id)
);
create index task_links_to on task_links (district_id, to_task_id, kind, from_task_id);

-- A document that the office has confirmed as repealed by another.
create table confirmed_repeals (
    id                  integer primary key autoincrement,
    district_id         text not null,
    document_id         integer not null,
    source_document_id  integer not null,
    reason              text,
    tasks_superseded    integer not null,
    tasks_linked        integer not null,
    confirmed_at        text not null,
    confirmed_by        text not null,
    unique (district_id, id),
    unique (district_id, document_id, source_document_id),
    foreign key (district_id, document_id) references documents (district_id, id),
    foreign key (district_id, source_document_id) references source_documents (district_id, id)
);
