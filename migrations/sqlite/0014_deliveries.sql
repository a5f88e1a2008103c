-- Messages that leave the service by mail or gateway: to whom, by what, in which words, and what became of each.

create index reminders_next on reminders (district_id, channel, send_after, id) where state = 'pending' and delivery_id is null and send_after is not null;
create index reminders_to_send on reminders (send_after, district_id, channel) where state = 'pending' and delivery_id is null and send_after is not null;

-- Two senders of a district take turns on it while they put messages together.
create table delivery_turns (
    district_id     text not null primary key references districts (code)
);

create table deliveries (
    id              integer primary key autoincrement,
    district_id     text not null references districts (code),
    channel         text not null,
    recipient       text not null,
    address         text not null,
    state           text not null,
    alone           integer not null,
    subject         text not null default '',
    text            text not null default '',
    html            text not null default '',
    message_id      text,
    lease           text,
    leased_at       text,
    leased_until    text,
    next_try_at     text,
    attempts        integer not null default 0,
    resends         integer not null default 0,
    gave_up         integer not null default 0,
    failure         text,
    detail          text,
    created_at      text not null,
    updated_at      text not null,
    sent_at         text,
    unique (district_id, id)
);
create index deliveries_state on deliveries (district_id, state, id);
create index deliveries_next on deliveries (next_try_at, district_id, channel, id) where next_try_at is not null;
create index deliveries_leased on deliveries (leased_until, id) where state = 'sending';

-- What happened on a task, on its way to those who are told of it outside the service too.
create table notices (
    district_id     text not null,
    notification_id integer not null,
    recipient       text not null,
    channel         text not null,
    state           text not null,
    alone           integer not null,
    send_after      text not null,
    failure         text,
    delivery_id     integer,
    primary key (district_id, notification_id, recipient, channel),
    foreign key (district_id, notification_id) references notifications (district_id, id)
);
create index notices_to_send on notices (send_after, district_id, channel) where state = 'pending' and delivery_id is null;
create index notices_next on notices (district_id, channel, send_after) where state = 'pending' and delivery_id is null;
create index notices_waiting on notices (district_id, channel, recipient, notification_id) where state = 'pending' and delivery_id is null;
create index notices_delivery on notices (district_id, delivery_id, notification_id) where delivery_id is not null;

-- 0: the sender has not looked at it yet.
alter table notifications add column relayed integer not null default 1;
create index notifications_to_relay on notifications (district_id, id) where relayed = 0;
create index notifications_unread on notifications (district_id, unit_id, id) where read_at is null;
alter table notifications add column read_by text;

-- Whom no message reaches, since when and why; the office was told once.
create table unreachable_recipients (
    district_id     text not null,
    recipient       text not null,
    channel         text not null,
    reason          text not null,
    address         text,
    since           text not null,
    primary key (district_id, recipient, channel),
    foreign key (district_id) references districts (code)
);

create table recipient_preferences (
    district_id     text not null,
    recipient       text not null,
    preference      text not null,
    version         integer not null default 1,
    updated_at      text not null,
    updated_by      text not null,
    primary key (district_id, recipient),
    foreign key (district_id) references districts (code)
);

-- How the supervision office itself and the district's leaders are reached.
create table district_contacts (
    district_id     text not null primary key references districts (code),
    contacts        text not null,
    version         integer not null default 1,
    updated_at      text not null,
    updated_by      text not null
);

create table message_templates (
    district_id     text not null,
    name            text not null,
    subject         text,
    text            text not null,
    html            text,
    version         integer not null default 1,
    updated_at      text not null,
    updated_by      text not null,
    primary key (district_id, name),
    foreign key (district_id) references districts (code)
);

create table message_gateways (
    id              integer primary key autoincrement,
    district_id     text not null references districts (code),
    code            text not null,
    name            text not null,
    kind            text not null,
    url             text not null,
    payload         text not null,
    auth_header     text,
    signing_secret  text,
    max_characters  integer not null,
    active          integer not null,
    version         integer not null default 1,
    created_at      text not null,
    updated_at      text not null,
    unique (district_id, id),
    unique (district_id, code)
);
