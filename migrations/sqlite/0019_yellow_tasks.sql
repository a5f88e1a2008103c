-- Red tasks that would be yellow besides are told apart in the index.
drop index tasks_yellow;
create index tasks_yellow on tasks (district_id, yellow_from, red_from, id) where yellow_from is not null;
