-- What is proposed for attention is open: closed tasks that were extended stand in nobody's way.
drop index tasks_extended;
create index tasks_extended on tasks (district_id, extension_count, id) where extension_count > 0 and state <> 'closed';
-- Undated tasks are found among the open ones.
drop index tasks_undated;
