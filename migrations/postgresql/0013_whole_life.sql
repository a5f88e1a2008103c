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
