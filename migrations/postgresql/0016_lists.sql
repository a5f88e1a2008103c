-- Every list finds its page by an index, however much the district has stored (docs/decisions/0014).

-- In each order of the list of tasks: one state, and whatever is not closed.
drop index tasks_state;
create index tasks_state_id on tasks (district_id, state, id);
create index tasks_state_due on tasks (district_id, state, due_order, id);
create index tasks_state_updated on tasks (district_id, state, updated_at, id);
create index tasks_open_id on tasks (district_id, id) where state <> 'closed';
create index tasks_open_due on tasks (district_id, due_order, id) where state <> 'closed';
create index tasks_open_updated on tasks (district_id, updated_at, id) where state <> 'closed';

-- Few among many.
create index tasks_due on tasks (district_id, due_on, id);
create index tasks_without_light on tasks (district_id, has_light, id) where has_light = 0;
create index tasks_completed_late on tasks (district_id, id, completed_on, due_on) where completed_on > due_on;
create index tasks_list_parts on tasks (district_id, list_id, id, parent_id) where parent_id is not null;
create index task_stages_milestones on task_stages (district_id, task_id, due_on) where kind = 'milestone' and done_on is null;
create index task_parties_missing on task_parties (district_id, task_id, receipt_due_on, unit_id) where received_on is null and receipt_due_on is not null;

create index report_obligations_period on report_obligations (district_id, period, due_on, id);
create index report_obligations_unit_open on report_obligations (district_id, unit_id, due_on, id) where met_on is null and excused_on is null;

-- What belongs to one record, in the order of the list.
create index receipts_task on receipts (district_id, task_id, id);
create index report_reviews_report on report_reviews (district_id, report_id, id);
create index extension_decisions_request on extension_decisions (district_id, request_id, id);

-- A unit's letters are told apart without opening them.
drop index notifications_unit;
create index notifications_unit on notifications (district_id, unit_id, id, kind, read_at);

-- An entry's words in another document; an upload's items and how many of them are records.
drop index draft_items_words;
create index draft_items_words on draft_items (district_id, words_key, document_id);
create index draft_items_records on draft_items (district_id, document_id, removed, task_id);
