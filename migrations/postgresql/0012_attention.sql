-- When the units of a task last did anything, so that those at rest are found.

alter table tasks add column moved_on date not null default '0001-01-01';
update tasks set moved_on = (updated_at at time zone 'Asia/Shanghai')::date;
create index tasks_moved on tasks (district_id, moved_on, id) where state in ('assigned', 'in_progress');
create index tasks_extended on tasks (district_id, extension_count, id) where extension_count > 0;
