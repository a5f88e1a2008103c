-- Everything of the first circle. Every table of a district's data leads its keys with district_id (docs/decisions/0003).

create table districts (
    code            text not null primary key,
    name            text not null,
    division_code   text not null,
    issuer_marks    text not null
);

create table units (
    id              integer primary key autoincrement,
    district_id     text not null references districts (code),
    name            text not null,
    full_name       text,
    kind            text not null,
    valid_from      text,
    valid_to        text,
    successor_id    integer,
    contacts        text not null default '[]',
    version         integer not null default 1,
    updated_at      text not null,
    unique (district_id, id),
    unique (district_id, name),
    foreign key (district_id, successor_id) references units (district_id, id)
);
create index units_successor on units (district_id, successor_id);

create table unit_aliases (
    district_id     text not null,
    alias           text not null,
    unit_id         integer not null,
    primary key (district_id, alias),
    foreign key (district_id, unit_id) references units (district_id, id)
);
create index unit_aliases_unit on unit_aliases (district_id, unit_id);

create table unit_members (
    district_id     text not null,
    group_id        integer not null,
    unit_id         integer not null,
    primary key (district_id, group_id, unit_id),
    foreign key (district_id, group_id) references units (district_id, id),
    foreign key (district_id, unit_id) references units (district_id, id)
);
create index unit_members_unit on unit_members (district_id, unit_id, group_id);

create table api_keys (
    id              integer primary key autoincrement,
    district_id     text not null references districts (code),
    role            text not null,
    unit_id         integer,
    name            text not null,
    prefix          text not null,
    hash            text not null unique,
    created_at      text not null,
    expires_at      text not null,
    revoked_at      text,
    last_used_at    text,
    unique (district_id, id),
    foreign key (district_id, unit_id) references units (district_id, id)
);

create table idempotency_keys (
    district_id     text not null,
    api_key_id      integer not null,
    key             text not null,
    request_hash    text not null,
    started_at      text not null,
    status          integer,
    headers         text,
    body            text,
    primary key (district_id, api_key_id, key)
);
create index idempotency_keys_started on idempotency_keys (started_at);

create table documents (
    id              integer primary key autoincrement,
    district_id     text not null references districts (code),
    file_name       text not null,
    sha256          text not null,
    lines           integer not null,
    characters      integer not null,
    draft           text not null,
    uploaded_at     text not null,
    uploaded_by     text not null,
    updated_at      text not null,
    version         integer not null default 1,
    unique (district_id, id),
    unique (district_id, sha256)
);

create table document_texts (
    district_id     text not null,
    document_id     integer not null,
    text            text not null,
    primary key (district_id, document_id),
    foreign key (district_id, document_id) references documents (district_id, id)
);

create table source_documents (
    id              integer primary key autoincrement,
    district_id     text not null references districts (code),
    document_id     integer not null,
    number          text,
    title           text not null,
    issuer          text,
    signed_on       text,
    publicity       text,
    source_key      text not null,
    line_start      integer not null,
    line_end        integer not null,
    unique (district_id, id),
    unique (district_id, source_key),
    foreign key (district_id, document_id) references documents (district_id, id)
);
create index source_documents_document on source_documents (district_id, document_id);
create index source_documents_number on source_documents (district_id, number);

create table task_lists (
    id                  integer primary key autoincrement,
    district_id         text not null references districts (code),
    source_document_id  integer not null,
    title               text not null,
    kind                text not null,
    year                integer,
    declared_count      integer,
    default_deadline    text,
    line_start          integer not null,
    line_end            integer not null,
    source_key          text not null,
    updated_at          text not null,
    version             integer not null default 1,
    unique (district_id, id),
    unique (district_id, source_key),
    foreign key (district_id, source_document_id) references source_documents (district_id, id)
);
create index task_lists_source_document on task_lists (district_id, source_document_id);

create table draft_items (
    id              integer primary key autoincrement,
    district_id     text not null,
    document_id     integer not null,
    document_index  integer not null,
    list_index      integer not null,
    ordinal         integer not null,
    item            text not null,
    task_id         integer,
    updated_at      text not null,
    version         integer not null default 1,
    unique (district_id, id),
    unique (district_id, document_id, document_index, list_index, ordinal),
    foreign key (district_id, document_id) references documents (district_id, id)
);

create table finding_waivers (
    id              integer primary key autoincrement,
    district_id     text not null,
    item_id         integer not null,
    code            text not null,
    reason          text not null,
    waived_at       text not null,
    waived_by       text not null,
    unique (district_id, item_id, code),
    foreign key (district_id, item_id) references draft_items (district_id, id)
);

create table tasks (
    id                  integer primary key autoincrement,
    district_id         text not null references districts (code),
    list_id             integer,
    source_document_id  integer,
    document_id         integer,
    origin              text not null,
    basis               text,
    ordinal             integer not null,
    no                  text,
    section             text not null,
    title               text,
    measure             text not null,
    leaders             text not null,
    targets             text not null,
    printed_status      text,
    deadline_text       text,
    deadline_kind       text not null,
    deadline            text,
    start_on            text,
    milestones          text not null,
    recurrence          text,
    ongoing_afterwards  integer not null,
    first_deadline      text,
    deadline_version    integer not null default 1,
    due_on              text,
    due_order           text not null,
    remind_on           text,
    state               text not null,
    percent             integer not null default 0,
    handed_in_on        text,
    outcome             text,
    completed_on        text,
    closed_at           text,
    line_start          integer,
    line_end            integer,
    source_key          text,
    search_text         text not null,
    created_at          text not null,
    updated_at          text not null,
    version             integer not null default 1,
    unique (district_id, id),
    foreign key (district_id, list_id) references task_lists (district_id, id),
    foreign key (district_id, source_document_id) references source_documents (district_id, id)
);
create unique index tasks_source_key on tasks (district_id, source_key);
create index tasks_list on tasks (district_id, list_id, id);
create index tasks_source_document on tasks (district_id, source_document_id, id);
create index tasks_document on tasks (district_id, document_id, id);
create index tasks_due_order on tasks (district_id, due_order, id);
create index tasks_updated on tasks (district_id, updated_at, id);
create index tasks_state on tasks (district_id, state, due_on, id);
create index tasks_remind on tasks (district_id, remind_on, id) where remind_on is not null;

create table task_units (
    district_id     text not null,
    task_id         integer not null,
    ordinal         integer not null,
    role            text not null,
    name            text not null,
    unit_id         integer,
    primary key (district_id, task_id, ordinal),
    foreign key (district_id, task_id) references tasks (district_id, id),
    foreign key (district_id, unit_id) references units (district_id, id)
);
create index task_units_unit on task_units (district_id, unit_id, task_id, role);

-- Two neighbouring characters of a task's words: finds Chinese words of any length on both databases (docs/decisions/0004).
create table task_grams (
    district_id     text not null,
    gram            text not null,
    task_id         integer not null,
    primary key (district_id, gram, task_id)
) without rowid;
create index task_grams_task on task_grams (district_id, task_id);

create table receipts (
    id              integer primary key autoincrement,
    district_id     text not null,
    task_id         integer not null,
    unit_id         integer not null,
    note            text,
    received_at     text not null,
    received_by     text not null,
    unique (district_id, id),
    unique (district_id, task_id, unit_id),
    foreign key (district_id, task_id) references tasks (district_id, id),
    foreign key (district_id, unit_id) references units (district_id, id)
);

create table progress_reports (
    id              integer primary key autoincrement,
    district_id     text not null,
    task_id         integer not null,
    unit_id         integer not null,
    period          text,
    percent         integer not null,
    done            text not null,
    problems        text,
    help_needed     text,
    next_step       text,
    reported_at     text not null,
    reported_by     text not null,
    unique (district_id, id),
    foreign key (district_id, task_id) references tasks (district_id, id),
    foreign key (district_id, unit_id) references units (district_id, id)
);
create index progress_reports_task on progress_reports (district_id, task_id, id);

create table completion_requests (
    id              integer primary key autoincrement,
    district_id     text not null,
    task_id         integer not null,
    unit_id         integer not null,
    statement       text not null,
    handed_in_on    text not null,
    requested_at    text not null,
    requested_by    text not null,
    unique (district_id, id),
    foreign key (district_id, task_id) references tasks (district_id, id),
    foreign key (district_id, unit_id) references units (district_id, id)
);
create index completion_requests_task on completion_requests (district_id, task_id, id);

create table reviews (
    id                      integer primary key autoincrement,
    district_id             text not null,
    task_id                 integer not null,
    completion_request_id   integer not null,
    decision                text not null,
    reason                  text,
    reviewed_at             text not null,
    reviewed_by             text not null,
    unique (district_id, id),
    unique (district_id, completion_request_id),
    foreign key (district_id, task_id) references tasks (district_id, id),
    foreign key (district_id, completion_request_id) references completion_requests (district_id, id)
);
create index reviews_task on reviews (district_id, task_id, id);

create table audit_entries (
    id              integer primary key autoincrement,
    district_id     text not null,
    subject         text not null,
    subject_id      integer not null,
    act             text not null,
    actor           text not null,
    at              text not null,
    reason          text,
    changes         text not null,
    unique (district_id, id)
);
create index audit_entries_subject on audit_entries (district_id, subject, subject_id, id);

create table outbox_messages (
    id              integer primary key autoincrement,
    district_id     text not null,
    type            text not null,
    payload         text not null,
    occurred_at     text not null,
    delivered_at    text,
    attempts        integer not null default 0,
    unique (district_id, id)
);
create index outbox_messages_waiting on outbox_messages (id) where delivered_at is null;

create table reminder_clocks (
    district_id     text not null primary key references districts (code),
    rule            text not null,
    last_run_on     text,
    last_run_at     text
);

create table notifications (
    id              integer primary key autoincrement,
    district_id     text not null,
    unit_id         integer,
    kind            text not null,
    title           text not null,
    body            text not null,
    task_id         integer,
    created_at      text not null,
    read_at         text,
    unique (district_id, id),
    foreign key (district_id, unit_id) references units (district_id, id)
);
create index notifications_unit on notifications (district_id, unit_id, id);

create table reminders (
    id                  integer primary key autoincrement,
    district_id         text not null,
    task_id             integer not null,
    deadline_version    integer not null,
    threshold           text not null,
    recipient           text not null,
    channel             text not null,
    state               text not null,
    due_on              text not null,
    run_on              text not null,
    notification_id     integer,
    created_at          text not null,
    unique (district_id, id),
    unique (district_id, task_id, deadline_version, threshold, recipient, channel),
    foreign key (district_id, task_id) references tasks (district_id, id),
    foreign key (district_id, notification_id) references notifications (district_id, id)
);
