-- What a document repeals, as printed: the old document's tasks can be closed as superseded. Known by number, else by title, folded.
create table document_repeals (
    id              integer primary key autoincrement,
    district_id     text not null,
    document_id     integer not null,
    document_index  integer not null,
    number          text,
    title           text,
    title_key       text,
    line_start      integer not null,
    line_end        integer not null,
    unique (district_id, id),
    foreign key (district_id, document_id) references documents (district_id, id)
);
create index document_repeals_document on document_repeals (district_id, document_id, document_index);
create index document_repeals_number on document_repeals (district_id, number);
create index document_repeals_title on document_repeals (district_id, title_key);

alter table source_documents add column title_key text;
create index source_documents_title on source_documents (district_id, title_key);

-- Digest of an item's words without its number: by it an entry is known again in another document.
alter table draft_items add column words_key text;
create index draft_items_words on draft_items (district_id, words_key);

-- Where a merge has put an item that it took away.
alter table draft_items add column merged_into integer;

-- Further keys of a record: entries that were merged into it must not become records of their own in another print.
create table merged_entries (
    district_id     text not null,
    source_key      text not null,
    list_id         integer not null,
    task_id         integer not null,
    primary key (district_id, source_key),
    foreign key (district_id, list_id) references task_lists (district_id, id),
    foreign key (district_id, task_id) references tasks (district_id, id)
);
create index merged_entries_list on merged_entries (district_id, list_id);
create index merged_entries_task on merged_entries (district_id, task_id);

-- What the columns of a spreadsheet were said to mean; null where it was told from their headings.
alter table documents add column column_mapping text;
