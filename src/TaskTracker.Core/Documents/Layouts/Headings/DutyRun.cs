namespace TaskTracker.Core.Documents.Layouts.Headings;

/// <summary>A unit with what is laid on it: the paragraph that names it, and those below it.</summary>
internal sealed class DutyEntry(DutyParagraph head)
{
    public DutyParagraph Head { get; } = head;

    public UnitStart? Start => Head.Start;

    /// <summary>The paragraphs under a heading, or those that a sentence goes on in.</summary>
    public List<DutyParagraph> Body { get; } = [];

    /// <summary>The headings inside the run that stand over the entry.</summary>
    public string? Section { get; init; }

    public bool HasDuty => Start is null or { Kind: UnitStartKind.Label or UnitStartKind.Sentence } || Body.Count > 0;
}

/// <summary>Units that follow each other in the same form, each with its duties.</summary>
internal sealed class DutyRun(IReadOnlyList<DutyEntry> entries, int end)
{
    public IReadOnlyList<DutyEntry> Entries { get; } = entries;

    /// <summary>Index of the first paragraph after it.</summary>
    public int End { get; } = end;

    /// <summary>
    /// True if there are enough units to be sure that this is a list of duties and not a text that speaks of a unit now
    /// and then. Less is enough where the heading over it, or the sentence before it, announces duties.
    /// </summary>
    /// <param name="isAnnounced">True if duties are announced.</param>
    /// <param name="hasRegistry">False where only the shape of names tells units from other words.</param>
    public bool IsList(bool isAnnounced, bool hasRegistry)
    {
        var first = Entries[0];
        var withDuty = Entries.Where(entry => entry is { HasDuty: true, Start: not null }).ToList();
        var units = withDuty.Select(entry => entry.Start!.Names).Distinct().Count();
        if (units < 2 || withDuty.Count * 2 < Entries.Count || (hasRegistry && Entries.Count(entry => entry.Start is { IsKnown: true }) * 2 < Entries.Count))
            return false;

        if (IsLedTo)
            return true;

        var registered = !hasRegistry ? 0 : withDuty.Where(entry => entry.Start!.IsUnit).Select(entry => entry.Start!.Names).Distinct().Count();
        return first.Start!.Kind switch
        {
            UnitStartKind.ListHeading => true,
            UnitStartKind.Heading or UnitStartKind.Label => isAnnounced || registered >= 3,
            _ when !first.Head.IsNumbered => isAnnounced && units >= 3,
            _ => first.Head.Value == 1 && (isAnnounced || registered >= 4),
        };
    }

    /// <summary>True for duties led to by a sentence (…具体职责包括：), which may close a list that stands right above.</summary>
    public bool IsLedTo => Entries.All(entry => entry is { HasDuty: true, Start.IsKnown: true, Head.EndsInColon: true });
}
