-- How units stand is asked for with every page of proposals: open whole tasks past their day, and who leads them, without opening a task.
create index tasks_open_whole on tasks (district_id, due_order, id) where state <> 'closed' and parent_id is null;
create index task_parties_leads on task_parties (district_id, task_id, unit_id) where role = 'lead';
