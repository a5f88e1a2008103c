-- Who answers for a task, groups taken apart into their members; the district's own rules; who collects a list's reports.

create table district_rules (
    district_id     text not null primary key references districts (code),
    rules           text not null,
    version         integer not null default 1,
    updated_at      timestamptz not null
);

create table task_parties (
    district_id     text not null,
    task_id         bigint not null,
    unit_id         bigint not null,
    role            text not null,
    group_id        bigint,
    joined_on       date not null,
    receipt_due_on  date,
    received_on     date,
    percent         integer not null default 0,
    handed_in_on    date,
    primary key (district_id, task_id, unit_id),
    foreign key (district_id, task_id) references tasks (district_id, id),
    foreign key (district_id, unit_id) references units (district_id, id),
    foreign key (district_id, group_id) references units (district_id, id)
);
create index task_parties_unit on task_parties (district_id, unit_id, task_id);
create index task_parties_receipts on task_parties (district_id, receipt_due_on, task_id, unit_id) where received_on is null and receipt_due_on is not null;

alter table task_lists add column collecting_unit_id bigint;
create index task_lists_collecting_unit on task_lists (district_id, collecting_unit_id);

-- Tasks that are there already: nothing is asked of them later than it was.
insert into task_parties (district_id, task_id, unit_id, role, group_id, joined_on, received_on)
with recursive heirs (district_id, unit_id, heir_id) as (
    select district_id, id, id from units where kind <> 'group'
    union
    select h.district_id, h.unit_id, u.successor_id
      from heirs h
      join units u on u.district_id = h.district_id and u.id = h.heir_id
     where u.successor_id is not null
)
select tu.district_id, tu.task_id, h.heir_id, tu.role, m.group_id, (t.created_at at time zone 'Asia/Shanghai')::date, (r.received_at at time zone 'Asia/Shanghai')::date
  from task_units tu
  join tasks t on t.district_id = tu.district_id and t.id = tu.task_id
  left join unit_members m on m.district_id = tu.district_id and m.group_id = tu.unit_id
  join heirs h on h.district_id = tu.district_id and h.unit_id = coalesce(m.unit_id, tu.unit_id)
  join units u on u.district_id = h.district_id and u.id = h.heir_id and u.successor_id is null
  left join receipts r on r.district_id = tu.district_id and r.task_id = tu.task_id and r.unit_id = h.heir_id
 where true
 order by tu.task_id, case tu.role when 'lead' then 1 else 2 end, tu.ordinal
    on conflict do nothing;
