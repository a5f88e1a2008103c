-- Reminders of everything that has a date, by rules that are data; what each run asked for, so that the day's equation can be checked.

create table reminder_rules (
    id              integer primary key autoincrement,
    district_id     text not null references districts (code),
    list_id         integer,
    valid_from      text not null,
    lines           text not null,
    reason          text not null,
    set_at          text not null,
    set_by          text not null,
    applied_at      text,
    unique (district_id, id),
    foreign key (district_id, list_id) references task_lists (district_id, id)
);
create index reminder_rules_waiting on reminder_rules (district_id, valid_from, id) where applied_at is null;

create table reminder_runs (
    id              integer primary key autoincrement,
    district_id     text not null references districts (code),
    run_on          text not null,
    started_at      text not null,
    ended_at        text,
    expected        integer not null default 0,
    unique (district_id, id)
);
create index reminder_runs_day on reminder_runs (district_id, run_on, id);
create index reminder_runs_under_way on reminder_runs (district_id, id) where ended_at is null;

insert into reminder_runs (district_id, run_on, started_at, ended_at, expected)
select district_id, run_on, min(created_at), max(created_at), count(*)
  from reminders
 group by district_id, run_on
 order by district_id, run_on;

alter table reminders rename to reminders_before;
create table reminders (
    id                  integer primary key autoincrement,
    district_id         text not null,
    task_id             integer not null,
    occasion            text not null,
    subject             text not null,
    version             integer not null,
    threshold           text not null,
    recipient           text not null,
    channel             text not null,
    state               text not null,
    alone               integer not null,
    due_on              text not null,
    run_id              integer not null,
    run_on              text not null,
    send_after          text,
    steps_passed_over   integer not null default 0,
    failure             text,
    delivery_id         integer,
    notification_id     integer,
    created_at          text not null,
    unique (district_id, id),
    unique (district_id, task_id, occasion, subject, version, threshold, recipient, channel),
    foreign key (district_id, task_id) references tasks (district_id, id),
    foreign key (district_id, run_id) references reminder_runs (district_id, id),
    foreign key (district_id, notification_id) references notifications (district_id, id)
);
insert into reminders (district_id, task_id, occasion, subject, version, threshold, recipient, channel, state, alone, due_on, run_id, run_on,
       steps_passed_over, notification_id, created_at)
select b.district_id, b.task_id, 'task_due', '', b.deadline_version, b.threshold, b.recipient, b.channel, b.state, 0, b.due_on, r.id, b.run_on,
       b.steps_passed_over, b.notification_id, b.created_at
  from reminders_before b
  join reminder_runs r on r.district_id = b.district_id and r.run_on = b.run_on
 order by b.id;
drop table reminders_before;
create index reminders_waiting on reminders (district_id, channel, recipient, id) where state = 'pending';
create index reminders_day on reminders (district_id, run_on, id);
create index reminders_state on reminders (district_id, state, id);
create index reminders_delivery on reminders (district_id, delivery_id, id) where delivery_id is not null;
create index reminders_unaddressed on reminders (district_id, id) where state = 'failed' and delivery_id is null;

-- Everything that is open is looked at anew: more is reminded of than before.
update tasks set remind_on = '0001-01-01' where state in ('assigned', 'in_progress', 'awaiting_review');
