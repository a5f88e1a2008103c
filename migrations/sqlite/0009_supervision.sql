-- Supervision: closings with their causes, look-backs, extensions, changes, rests, urgings, orders, rectifications, interviews, instructions.

alter table tasks add column hand_in_again_by text;
alter table tasks add column returned_on text;
alter table tasks add column dated_part_due_on text;
alter table tasks add column dated_part_completed_on text;
alter table tasks add column was_late integer not null default 0;
alter table tasks add column extension_count integer not null default 0;
alter table tasks add column suspended_on text;
alter table tasks add column excused_days integer not null default 0;
update tasks set was_late = 1 where state = 'closed' and completed_on > due_on;

alter table completion_requests add column review_id integer;
alter table completion_requests add column lapsed_at text;
update completion_requests
   set review_id = (select r.id
                      from reviews r
                     where r.district_id = completion_requests.district_id and r.completion_request_id = completion_requests.id);

alter table reviews add column unit_id integer;
alter table reviews add column hand_in_again_by text;
alter table reviews add column checked_by text;
alter table reviews add column checked_on text;
alter table reviews add column check_seen text;

create table closures (
    id                      integer primary key autoincrement,
    district_id             text not null,
    task_id                 integer not null,
    outcome                 text not null,
    goes_on                 integer not null,
    cause                   text,
    reason                  text,
    exemption_basis         text,
    superseded_by_task_id   integer,
    superseded_by_document  text,
    review_id               integer,
    change_request_id       integer,
    due_on                  text,
    completed_on            text,
    days_late               integer not null,
    closed_on               text not null,
    closed_at               text not null,
    closed_by               text not null,
    unique (district_id, id),
    foreign key (district_id, task_id) references tasks (district_id, id),
    foreign key (district_id, superseded_by_task_id) references tasks (district_id, id),
    foreign key (district_id, review_id) references reviews (district_id, id)
);
create index closures_task on closures (district_id, task_id, id);

-- What was closed before causes were kept was closed by an accepted review.
insert into closures (district_id, task_id, outcome, goes_on, reason, review_id, due_on, completed_on, days_late, closed_on, closed_at, closed_by)
select t.district_id, t.id, t.outcome, 0, r.reason, r.id, t.due_on, t.completed_on, max(coalesce(cast(julianday(t.completed_on) - julianday(t.due_on) as integer), 0), 0), date(t.closed_at, '+8 hours'), t.closed_at, r.reviewed_by
  from tasks t
  join reviews r on r.district_id = t.district_id and r.id = (
            select max(id) from reviews where district_id = t.district_id and task_id = t.id and decision = 'accept')
 where t.state = 'closed'
 order by t.id;

create table rechecks (
    id              integer primary key autoincrement,
    district_id     text not null,
    task_id         integer not null,
    closure_id      integer,
    finding         text not null,
    report          text not null,
    rectify_by      text,
    checked_on      text not null,
    checked_at      text not null,
    checked_by      text not null,
    unique (district_id, id),
    foreign key (district_id, task_id) references tasks (district_id, id),
    foreign key (district_id, closure_id) references closures (district_id, id)
);
create index rechecks_task on rechecks (district_id, task_id, id);

create table extension_requests (
    id              integer primary key autoincrement,
    district_id     text not null,
    task_id         integer not null,
    unit_id         integer,
    reason          text not null,
    progress        text not null,
    former_date     text not null,
    asked_date      text not null,
    new_date        text not null,
    after_expiry    integer not null,
    state           text not null,
    steps           text not null,
    steps_taken     integer not null default 0,
    requested_at    text not null,
    requested_by    text not null,
    unique (district_id, id),
    foreign key (district_id, task_id) references tasks (district_id, id),
    foreign key (district_id, unit_id) references units (district_id, id)
);
create index extension_requests_task on extension_requests (district_id, task_id, id);
create unique index extension_requests_pending on extension_requests (district_id, task_id) where state = 'pending';

create table extension_decisions (
    id              integer primary key autoincrement,
    district_id     text not null,
    request_id      integer not null,
    step            integer not null,
    approver        text not null,
    decision        text not null,
    new_date        text,
    reason          text,
    basis           text,
    decided_at      text not null,
    decided_by      text not null,
    unique (district_id, id),
    unique (district_id, request_id, step),
    foreign key (district_id, request_id) references extension_requests (district_id, id)
);

create table change_requests (
    id              integer primary key autoincrement,
    district_id     text not null,
    task_id         integer not null,
    unit_id         integer,
    kind            text not null,
    reason          text not null,
    former          text not null,
    proposed        text not null,
    state           text not null,
    requested_at    text not null,
    requested_by    text not null,
    decision_reason text,
    decided_at      text,
    decided_by      text,
    unique (district_id, id),
    foreign key (district_id, task_id) references tasks (district_id, id),
    foreign key (district_id, unit_id) references units (district_id, id)
);
create index change_requests_task on change_requests (district_id, task_id, id);

create table suspensions (
    id                  integer primary key autoincrement,
    district_id         text not null,
    task_id             integer not null,
    reason              text not null,
    change_request_id   integer,
    suspended_on        text not null,
    suspended_at        text not null,
    suspended_by        text not null,
    ended_on            text,
    ended_at            text,
    ended_by            text,
    end_reason          text,
    new_date            text,
    unique (district_id, id),
    foreign key (district_id, task_id) references tasks (district_id, id)
);
create index suspensions_task on suspensions (district_id, task_id, id);

create table urgings (
    id              integer primary key autoincrement,
    district_id     text not null,
    task_id         integer not null,
    words           text not null,
    answer_by       text,
    urged_at        text not null,
    urged_by        text not null,
    unique (district_id, id),
    foreign key (district_id, task_id) references tasks (district_id, id)
);
create index urgings_task on urgings (district_id, task_id, id);

-- The last number given out in a district and year; taken in the transaction of the order, so that none is lost.
create table order_numbers (
    district_id     text not null,
    year            integer not null,
    last            integer not null,
    primary key (district_id, year)
);

-- Supervision orders and rectifications: what is demanded of one unit by a date of its own.
create table demands (
    id              integer primary key autoincrement,
    district_id     text not null,
    task_id         integer not null,
    kind            text not null,
    unit_id         integer not null,
    words           text not null,
    answer_by       text not null,
    state           text not null,
    was_missed      integer not null default 0,
    answered_on     text,
    year            integer,
    number          integer,
    level           text,
    level_name      text,
    recheck_id      integer,
    made_on         text not null,
    made_at         text not null,
    made_by         text not null,
    unique (district_id, id),
    unique (district_id, year, number),
    foreign key (district_id, task_id) references tasks (district_id, id),
    foreign key (district_id, unit_id) references units (district_id, id),
    foreign key (district_id, recheck_id) references rechecks (district_id, id)
);
create index demands_task on demands (district_id, task_id, kind, id);
create index demands_kind on demands (district_id, kind, id);
create index demands_state on demands (district_id, kind, state, id);

create table demand_answers (
    id              integer primary key autoincrement,
    district_id     text not null,
    demand_id       integer not null,
    unit_id         integer not null,
    words           text not null,
    answered_on     text not null,
    answered_at     text not null,
    answered_by     text not null,
    decision        text,
    reason          text,
    new_date        text,
    decided_at      text,
    decided_by      text,
    unique (district_id, id),
    foreign key (district_id, demand_id) references demands (district_id, id)
);
create index demand_answers_demand on demand_answers (district_id, demand_id, id);

create table interviews (
    id              integer primary key autoincrement,
    district_id     text not null,
    task_id         integer not null,
    interviewed     text not null,
    interviewer     text not null,
    held_on         text not null,
    matters         text not null,
    promised        text,
    recorded_at     text not null,
    recorded_by     text not null,
    unique (district_id, id),
    foreign key (district_id, task_id) references tasks (district_id, id)
);
create index interviews_task on interviews (district_id, task_id, id);

create table instructions (
    id              integer primary key autoincrement,
    district_id     text not null,
    task_id         integer not null,
    leader          text not null,
    words           text not null,
    given_on        text not null,
    urgency         text,
    limit_on        text,
    recorded_at     text not null,
    recorded_by     text not null,
    unique (district_id, id),
    foreign key (district_id, task_id) references tasks (district_id, id)
);
create index instructions_task on instructions (district_id, task_id, id);
