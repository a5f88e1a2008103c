namespace TaskTracker.Benchmarks.Lists;

/// <summary>The inserts of documents, lists and tasks.</summary>
internal static class TenYearsRows
{
    public const string InsertDocument = """
        insert into documents (id, district_id, file_name, sha256, lines, characters, draft, uploaded_at, uploaded_by, updated_at)
        values (@Id, @District, @File, @Sha, 5000, 200000, @Draft, @At, 'benchmark', @At);
        insert into document_texts (district_id, document_id, text) values (@District, @Id, @Text);
        insert into source_documents (id, district_id, document_id, number, title, issuer, signed_on, publicity, source_key, title_key, line_start, line_end)
        values (@Id, @District, @Id, @Number, @Title, @Issuer, @SignedOn, 'public', @Key, @TitleKey, 1, 5000);
        insert into draft_edits (district_id, document_id, kind, edited_at, edited_by)
        with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 100)
        select @District, @Id, 'correct', @At, 'benchmark' from numbers
        """;

    public const string InsertList = """
        insert into task_lists (id, district_id, source_document_id, title, kind, year, declared_count, line_start, line_end, source_key, updated_at,
               collecting_unit_id, reporting)
        values (@Id, @District, @DocumentId, @Title, 'tasks', @Year, null, 1, 5000, @Key, @At, @CollectingUnitId, @Reporting)
        """;

    public const string InsertItem = """
        insert into draft_items (district_id, document_id, document_index, list_index, ordinal, item, printed_words, words_key, task_id, updated_at)
        values (@District, @DocumentId, 0, @ListIndex, @Ordinal, @Item, @PrintedWords, @WordsKey, @TaskId, @At)
        """;

    public const string InsertTask = """
        insert into tasks (id, district_id, list_id, source_document_id, document_id, parent_id, level, origin, ordinal, no, section, title, measure,
               leaders, targets, deadline_text, deadline_kind, deadline, first_deadline, milestones, ongoing_afterwards, due_on, due_order, state,
               percent, handed_in_on, outcome, completed_on, closed_at, suspended_on, was_late, extension_count, forecast, forecast_since,
               forecast_reason, moved_on, line_start, line_end, source_key, search_text, created_at, updated_at)
        values (@Id, @District, @ListId, @DocumentId, @DocumentId, @ParentId, @Level, @Origin, @Ordinal, @No, '["重点任务"]', @Title, @Measure,
               '[]', '[]', @DeadlineText, @Kind, @Deadline, @Deadline, @Milestones, 0, @DueOn, @DueOrder, @State,
               @Percent, @HandedInOn, @Outcome, @CompletedOn, @ClosedAt, @SuspendedOn, @WasLate, @Extensions, @Forecast, @ForecastSince,
               @ForecastReason, @MovedOn, @Ordinal, @Ordinal, @SourceKey, @SearchText, @CreatedAt, @UpdatedAt)
        """;

    public const string InsertUnit = """
        insert into task_units (district_id, task_id, ordinal, role, name, unit_id, is_first)
        values (@District, @TaskId, @Ordinal, @Role, @Name, @UnitId, @IsFirst)
        """;

    public const string InsertMilestone = """
        insert into task_stages (district_id, task_id, kind, ordinal, words, due_on, done_on, done_by)
        values (@District, @TaskId, 'milestone', @Ordinal, @Text, @DueOn, @DoneOn, case when @DoneOn is not null then 'benchmark' end)
        """;
}
