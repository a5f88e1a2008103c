-- The rest of a task's life: when what waited lapsed, the days on which nothing is asked, merged reports, the list of parts, standings.

-- Requests and demands that ended with their task.
alter table extension_requests add column lapsed_at timestamptz;
alter table change_requests add column lapsed_at timestamptz;
alter table demands add column lapsed_at timestamptz;
update extension_requests
   set lapsed_at = (select min(c.closed_at)
                      from closures c
                     where c.district_id = extension_requests.district_id and c.task_id = extension_requests.task_id and c.goes_on = 0
                       and c.closed_at >= extension_requests.requested_at)
 where state = 'lapsed';
update change_requests
   set lapsed_at = (select min(c.closed_at)
                      from closures c
                     where c.district_id = change_requests.district_id and c.task_id = change_requests.task_id and c.goes_on = 0
                       and c.closed_at >= change_requests.requested_at)
 where state = 'lapsed';
update demands
   set lapsed_at = (select min(c.closed_at)
                      from closures c
                     where c.district_id = demands.district_id and c.task_id = demands.task_id and c.goes_on = 0
                       and c.closed_at >= demands.made_at)
 where state = 'lapsed';

-- A hand-over is asked for once a task, but for one that lapsed unheard.
alter table hand_over_requests add column lapsed_at timestamptz;
update hand_over_requests
   set lapsed_at = (select min(c.closed_at)
                      from closures c
                     where c.district_id = hand_over_requests.district_id and c.task_id = hand_over_requests.task_id and c.goes_on = 0
                       and c.closed_at >= hand_over_requests.requested_at)
 where decision is null;
alter table hand_over_requests drop constraint hand_over_requests_district_id_task_id_key;
create index hand_over_requests_task on hand_over_requests (district_id, task_id, id);
create unique index hand_over_requests_once on hand_over_requests (district_id, task_id) where lapsed_at is null;

-- When nothing was asked of a recurring duty: it rested by decision, waited for review or was closed. From the first day to the day on which
-- it was taken up again.
create table task_rests (
    district_id     text not null,
    task_id         bigint not null,
    from_on         date not null,
    until_on        date,
    primary key (district_id, task_id, from_on),
    foreign key (district_id, task_id) references tasks (district_id, id)
);
insert into task_rests (district_id, task_id, from_on, until_on)
select t.district_id, t.id, s.suspended_on, s.ended_on
  from suspensions s
  join tasks t on t.district_id = s.district_id and t.id = s.task_id and t.deadline_kind = 'recurring'
 where true
 order by s.id desc
    on conflict do nothing;
insert into task_rests (district_id, task_id, from_on)
select t.district_id, t.id, case when t.state = 'closed' then coalesce(t.completed_on, (t.closed_at at time zone 'Asia/Shanghai')::date) else t.handed_in_on end
  from tasks t
 where t.deadline_kind = 'recurring' and (t.state = 'closed' or (t.state = 'awaiting_review' and t.handed_in_on is not null))
    on conflict do nothing;

-- Which partners' reports a lead's report merges, version by version, and in which version each was read.
create table report_merges (
    district_id         text not null,
    report_id           bigint not null,
    revision            integer not null,
    merged_report_id    bigint not null,
    merged_revision     integer not null,
    primary key (district_id, report_id, revision, merged_report_id),
    foreign key (district_id, report_id) references progress_reports (district_id, id),
    foreign key (district_id, merged_report_id) references progress_reports (district_id, id)
);
create index report_merges_merged on report_merges (district_id, merged_report_id, report_id, revision);

-- The list of the whole at the top of a part's tree, by whose settings its units report; null for a task that is no part.
alter table tasks add column part_of_list_id bigint;
update tasks
   set part_of_list_id = (select coalesce(top.list_id, above.list_id)
                            from tasks above
                            left join tasks top on top.district_id = above.district_id and top.id = above.parent_id
                           where above.district_id = tasks.district_id and above.id = tasks.parent_id)
 where parent_id is not null;
create index tasks_part_of_list on tasks (district_id, part_of_list_id, level, id) where part_of_list_id is not null;

-- How many whole tasks a unit has led that were closed, and how many of them it kept; cancelled and superseded ones count for nobody.
create table unit_standings (
    district_id     text not null,
    unit_id         bigint not null,
    closed          integer not null,
    kept            integer not null,
    primary key (district_id, unit_id),
    foreign key (district_id, unit_id) references units (district_id, id)
);
insert into unit_standings (district_id, unit_id, closed, kept)
select p.district_id, p.unit_id, count(*), sum(case when t.outcome = 'completed' and (t.due_on is null or t.completed_on <= t.due_on) then 1 else 0 end)
  from tasks t
  join task_parties p on p.district_id = t.district_id and p.task_id = t.id and p.role = 'lead'
 where t.state = 'closed' and t.parent_id is null and t.outcome in ('completed', 'not_completed')
 group by p.district_id, p.unit_id;

-- The day for the answer hangs on working days that are not announced yet.
alter table demands add column answer_provisional integer not null default 0;
