-- Lights: the days from which a task is yellow or red, and the dated rules that say so.

alter table tasks add column has_light integer not null default 1;
alter table tasks add column yellow_from text;
alter table tasks add column yellow_rule text;
alter table tasks add column red_from text;
alter table tasks add column red_rule text;
alter table tasks add column made_good_on text;
create index tasks_red on tasks (district_id, red_from, id) where red_from is not null;
create index tasks_yellow on tasks (district_id, yellow_from, id) where yellow_from is not null;

create table light_rules (
    id              integer primary key autoincrement,
    district_id     text not null references districts (code),
    list_id         integer,
    valid_from      text not null,
    lines           text not null,
    reason          text,
    set_at          text not null,
    set_by          text not null,
    applied_at      text,
    unique (district_id, id),
    foreign key (district_id, list_id) references task_lists (district_id, id)
);
create index light_rules_waiting on light_rules (valid_from, id) where applied_at is null;

-- Tasks that are there already, by the default rule.
update tasks
   set red_from = date(due_on, '+1 day'), red_rule = 'overdue'
 where due_on is not null and (state in ('assigned', 'in_progress') or (state = 'awaiting_review' and handed_in_on > due_on));
update tasks
   set yellow_from = date(due_on, '-7 day'), yellow_rule = 'near_due'
 where due_on is not null and state in ('assigned', 'in_progress');
update tasks
   set yellow_from = completed_on, yellow_rule = 'closed_late'
 where state = 'closed' and completed_on > due_on;
update tasks set has_light = 0 where state = 'suspended';
