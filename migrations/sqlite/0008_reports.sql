-- Reports that are asked for per list, unit and period; versions and rulings of reports; evidence; forecasts.

alter table task_lists add column reporting text;

-- When the next period of a list begins to be asked for; what the daily job looks at.
create table report_clocks (
    district_id     text not null,
    list_id         integer not null,
    next_on         text not null,
    primary key (district_id, list_id),
    foreign key (district_id, list_id) references task_lists (district_id, id)
);
create index report_clocks_next on report_clocks (next_on, district_id, list_id);

alter table tasks add column report_due_on text;
alter table tasks add column reports_from text;
alter table tasks add column forecast text;
alter table tasks add column forecast_since text;
alter table tasks add column forecast_expected_on text;
alter table tasks add column forecast_reason text;
create index tasks_forecast on tasks (district_id, forecast, id) where forecast is not null;
create index tasks_report_due on tasks (district_id, report_due_on, id) where report_due_on is not null;

create table report_obligations (
    id              integer primary key autoincrement,
    district_id     text not null,
    task_id         integer not null,
    unit_id         integer not null,
    list_id         integer not null,
    role            text not null,
    period          text not null,
    period_start    text not null,
    period_end      text not null,
    due_on          text not null,
    due_provisional integer not null,
    opened_on       text not null,
    met_on          text,
    met_by          text,
    report_id       integer,
    excused_on      text,
    excused_for     text,
    unique (district_id, id),
    unique (district_id, task_id, unit_id, period),
    foreign key (district_id, task_id) references tasks (district_id, id),
    foreign key (district_id, unit_id) references units (district_id, id),
    foreign key (district_id, list_id) references task_lists (district_id, id)
);
create index report_obligations_due on report_obligations (district_id, due_on, id);
create index report_obligations_unit on report_obligations (district_id, unit_id, due_on, id);
create index report_obligations_list on report_obligations (district_id, list_id, due_on, id);
create index report_obligations_task on report_obligations (district_id, task_id, due_on, id);
create index report_obligations_open on report_obligations (district_id, due_on, id) where met_on is null and excused_on is null;
create index report_obligations_late on report_obligations (district_id, due_on, id) where met_on > due_on;

alter table progress_reports add column obligation_id integer;
alter table progress_reports add column role text not null default 'lead';
alter table progress_reports add column good_practice text;
alter table progress_reports add column nil integer not null default 0;
alter table progress_reports add column status text not null default 'submitted';
alter table progress_reports add column revision integer not null default 1;
alter table progress_reports add column version integer not null default 1;
alter table progress_reports add column amended_at text;
alter table progress_reports add column amended_by text;
create unique index progress_reports_obligation on progress_reports (district_id, obligation_id) where obligation_id is not null and status <> 'returned';

-- What a report said before it was amended.
create table progress_report_versions (
    district_id     text not null,
    report_id       integer not null,
    revision        integer not null,
    percent         integer not null,
    nil             integer not null,
    done            text not null,
    good_practice   text,
    problems        text,
    help_needed     text,
    next_step       text,
    written_at      text not null,
    written_by      text not null,
    primary key (district_id, report_id, revision),
    foreign key (district_id, report_id) references progress_reports (district_id, id)
);

create table report_reviews (
    id              integer primary key autoincrement,
    district_id     text not null,
    report_id       integer not null,
    revision        integer not null,
    decision        text not null,
    reason          text,
    reviewed_at     text not null,
    reviewed_by     text not null,
    unique (district_id, id),
    unique (district_id, report_id, revision),
    foreign key (district_id, report_id) references progress_reports (district_id, id)
);

create table forecasts (
    id              integer primary key autoincrement,
    district_id     text not null,
    task_id         integer not null,
    unit_id         integer not null,
    outlook         text not null,
    reason          text not null,
    expected_on     text,
    due_on          text,
    declared_at     text not null,
    declared_by     text not null,
    unique (district_id, id),
    foreign key (district_id, task_id) references tasks (district_id, id),
    foreign key (district_id, unit_id) references units (district_id, id)
);
create index forecasts_task on forecasts (district_id, task_id, id);

create table evidence (
    id              integer primary key autoincrement,
    district_id     text not null,
    task_id         integer not null,
    report_id       integer not null,
    file_name       text not null,
    media_type      text not null,
    bytes           integer not null,
    sha256          text not null,
    storage_key     text not null,
    added_at        text not null,
    added_by        text not null,
    unique (district_id, id),
    foreign key (district_id, task_id) references tasks (district_id, id),
    foreign key (district_id, report_id) references progress_reports (district_id, id)
);
create index evidence_report on evidence (district_id, report_id, id);

-- Files on their way in: what stays here was abandoned, and its file is cleared away.
create table evidence_uploads (
    district_id     text not null,
    storage_key     text not null,
    started_at      text not null,
    primary key (district_id, storage_key)
);
create index evidence_uploads_started on evidence_uploads (started_at);

-- The version of the district's rules by which the lights are not set yet, since it changed when a task lies behind.
alter table district_rules add column pace_version integer;
create index district_rules_pace on district_rules (district_id) where pace_version is not null;
