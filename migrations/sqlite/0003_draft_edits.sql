-- A draft is worked through: items are left out, split, merged and moved, and every edit can be undone.

alter table draft_items add column excluded text;
alter table draft_items add column removed integer not null default 0;

create table draft_edits (
    id              integer primary key autoincrement,
    district_id     text not null,
    document_id     integer not null,
    kind            text not null,
    reason          text,
    undoes          integer,
    edited_at       text not null,
    edited_by       text not null,
    unique (district_id, id),
    foreign key (district_id, document_id) references documents (district_id, id)
);
create index draft_edits_document on draft_edits (district_id, document_id, id);

-- The states of an item before and after an edit, as JSON; no state before where the edit made the item.
create table draft_edit_items (
    district_id     text not null,
    edit_id         integer not null,
    item_id         integer not null,
    state_before    text,
    state_after     text not null,
    primary key (district_id, edit_id, item_id),
    foreign key (district_id, edit_id) references draft_edits (district_id, id),
    foreign key (district_id, item_id) references draft_items (district_id, id)
);
create index draft_edit_items_item on draft_edit_items (district_id, item_id, edit_id);
