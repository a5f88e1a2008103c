-- What waits to be delivered, and how it is found: reminders that no notification carries yet, events that failed.

alter table reminders add column steps_passed_over integer not null default 0;
create index reminders_pending on reminders (district_id, recipient, id) where state = 'pending';

alter table outbox_messages add column next_try_at text;
create index outbox_messages_delivered on outbox_messages (delivered_at) where delivered_at is not null;
