using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Documents;
using TaskTracker.Platform;

namespace TaskTracker.Documents;

/// <summary>A draft as the office works on it: the shape that the command line prints, and beside each item its id, ETag, record and waivers.</summary>
internal sealed record DraftView(
    DraftSource Source, IReadOnlyList<DraftDocumentView> Documents, IReadOnlyList<Finding> Findings);

/// <summary>One printed document of the file.</summary>
internal sealed record DraftDocumentView
{
    public string? Number { get; init; }

    public required string Title { get; init; }

    public string? Issuer { get; init; }

    public DateOnly? SignedOn { get; init; }

    public string? Publicity { get; init; }

    public required int LineStart { get; init; }

    public required int LineEnd { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The documents that this one repeals (同时废止), as they are named there.</summary>
    public required IReadOnlyList<RepealedDocument> Repeals { get; init; }

    public required IReadOnlyList<DraftListView> Lists { get; init; }
}

/// <summary>One task list of a printed document.</summary>
internal sealed record DraftListView
{
    public required string Title { get; init; }

    public required ListKind Kind { get; init; }

    /// <summary>The layout that read it.</summary>
    public required string Layout { get; init; }

    public int? Year { get; init; }

    public int? DeclaredCount { get; init; }

    /// <summary>Offered at confirmation for items without a deadline of their own.</summary>
    public DateOnly? DefaultDeadline { get; init; }

    public required int LineStart { get; init; }

    public required int LineEnd { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }

    public required IReadOnlyList<DraftItemView> Items { get; init; }
}

/// <summary>One item: a record to be, or already made.</summary>
internal sealed record DraftItemView
{
    public required long Id { get; init; }

    /// <summary>To send in If-Match.</summary>
    public required string Etag { get; init; }

    /// <summary>The record that was made of it.</summary>
    public long? TaskId { get; init; }

    /// <summary>Why the office left it out: it makes no record.</summary>
    public string? Excluded { get; init; }

    public required int Ordinal { get; init; }

    public string? No { get; init; }

    public required IReadOnlyList<string> Section { get; init; }

    public string? Task { get; init; }

    public required string Text { get; init; }

    public required IReadOnlyList<string> LeadUnits { get; init; }

    public required IReadOnlyList<string> PartnerUnits { get; init; }

    public required IReadOnlyList<string> Leaders { get; init; }

    public string? DeadlineText { get; init; }

    public DateOnly? Deadline { get; init; }

    public required DeadlineKind DeadlineKind { get; init; }

    public DateOnly? Start { get; init; }

    public required IReadOnlyList<Milestone> Milestones { get; init; }

    public string? Recurrence { get; init; }

    public required bool OngoingAfterwards { get; init; }

    public PrintedStatus? PrintedStatus { get; init; }

    public required IReadOnlyList<Target> Targets { get; init; }

    public required int LineStart { get; init; }

    public required int LineEnd { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Findings that the office let pass.</summary>
    public required IReadOnlyList<WaiverView> Waivers { get; init; }
}

/// <summary>A finding that was let pass, and why.</summary>
internal sealed record WaiverView(string Code, string Reason, DateTimeOffset WaivedAt, string WaivedBy);

/// <summary>Makes the views from what is stored.</summary>
internal static class DraftViews
{
    public static DraftView ToView(Draft draft, IReadOnlyList<StoredItem> items, ILookup<long, Waiver> waivers)
    {
        var byList = items.ToLookup(item => (item.DocumentIndex, item.ListIndex));
        return new DraftView(
            draft.Source,
            [.. draft.Documents.Index().Select(printed => ToView(printed.Item, listIndex => byList[(printed.Index, listIndex)], waivers))],
            draft.Findings);
    }

    public static DraftItemView ToView(StoredItem stored, IEnumerable<Waiver> waivers)
    {
        var item = stored.Read();
        return new DraftItemView
        {
            Id = stored.Id,
            Etag = Preconditions.ETagOf(stored.Version),
            TaskId = stored.TaskId,
            Excluded = stored.Excluded,
            Ordinal = item.Ordinal,
            No = item.No,
            Section = item.Section,
            Task = item.Task,
            Text = item.Text,
            LeadUnits = item.LeadUnits,
            PartnerUnits = item.PartnerUnits,
            Leaders = item.Leaders,
            DeadlineText = item.Deadline.PrintedText,
            Deadline = item.Deadline.Date,
            DeadlineKind = item.Deadline.Kind,
            Start = item.Deadline.Start,
            Milestones = item.Deadline.Milestones,
            Recurrence = item.Deadline.Recurrence,
            OngoingAfterwards = item.Deadline.OngoingAfterwards,
            PrintedStatus = item.Deadline.Status,
            Targets = item.Targets,
            LineStart = item.LineStart,
            LineEnd = item.LineEnd,
            Findings = item.Findings,
            Waivers = [.. waivers.Select(waiver => new WaiverView(waiver.Code, waiver.Reason, waiver.WaivedAt, waiver.WaivedBy))],
        };
    }

    private static DraftDocumentView ToView(DraftDocument printed, Func<int, IEnumerable<StoredItem>> itemsOf, ILookup<long, Waiver> waivers) => new()
    {
        Number = printed.Number,
        Title = printed.Title,
        Issuer = printed.Issuer,
        SignedOn = printed.SignedOn,
        Publicity = printed.Publicity,
        LineStart = printed.LineStart,
        LineEnd = printed.LineEnd,
        Findings = printed.Findings,
        Repeals = printed.Repeals,
        Lists = [.. printed.Lists.Index().Select(list => new DraftListView
        {
            Title = list.Item.Title,
            Kind = list.Item.Kind,
            Layout = list.Item.Layout,
            Year = list.Item.Year,
            DeclaredCount = list.Item.DeclaredCount,
            DefaultDeadline = list.Item.DefaultDeadline,
            LineStart = list.Item.LineStart,
            LineEnd = list.Item.LineEnd,
            Findings = list.Item.Findings,
            Items = [.. itemsOf(list.Index).Select(item => ToView(item, waivers[item.Id]))],
        })],
    };
}
