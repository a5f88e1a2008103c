using TaskTracker.Core.Deadlines;

namespace TaskTracker.Core.Documents;

/// <summary>What the reader made of one file: the documents in it, their task lists, and what is in doubt.</summary>
public sealed record Draft
{
    public required DraftSource Source { get; init; }

    public required IReadOnlyList<DraftDocument> Documents { get; init; }

    /// <summary>Findings on the file as a whole, e.g. that no task list was found.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }
}

/// <summary>The file that was read.</summary>
/// <param name="File">Its name, without folders.</param>
/// <param name="Sha256">Lower-case hexadecimal digest of its bytes.</param>
/// <param name="Lines">How many lines its text has.</param>
/// <param name="Characters">How many characters its text has, line ends included.</param>
public sealed record DraftSource(string File, string Sha256, int Lines, int Characters)
{
    /// <summary>What the file was found to be: <c>text</c>, <c>markdown</c>, <c>html</c>, <c>csv</c>, <c>docx</c>, <c>xlsx</c> or <c>pdf</c>.</summary>
    public string Format { get; init; } = "text";

    /// <summary>How its characters were found to be encoded; null where the format says so itself.</summary>
    public string? Encoding { get; init; }

    /// <summary>Where in the file the lines of the text come from, in their order; empty for a text, whose lines are its own.</summary>
    public IReadOnlyList<LineOrigin> Origins { get; init; } = [];
}

/// <summary>Where lines that follow one another come from: line <c>LineStart + k</c> is number <c>First + k</c> of the part.</summary>
/// <param name="LineStart">First line of the text, 1-based.</param>
/// <param name="LineEnd">Last line, inclusive.</param>
/// <param name="Part">What is counted, e.g. <c>paragraph</c>, <c>table 2 row</c>, <c>Sheet1 row</c>, <c>page 3 line</c>.</param>
/// <param name="First">The number that the first line has there, 1-based.</param>
public sealed record LineOrigin(int LineStart, int LineEnd, string Part, int First);

/// <summary>One document printed in a gazette.</summary>
public sealed record DraftDocument
{
    /// <summary>文号, e.g. 西政发〔2018〕6号; null where none is printed.</summary>
    public string? Number { get; init; }

    public required string Title { get; init; }

    /// <summary>The body that signs, by its full name; null where none is printed.</summary>
    public string? Issuer { get; init; }

    public DateOnly? SignedOn { get; init; }

    /// <summary>公开属性: <c>public</c>, <c>on_request</c>, <c>not_public</c>, or null where none is printed.</summary>
    public string? Publicity { get; init; }

    public required int LineStart { get; init; }

    public required int LineEnd { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }

    public required IReadOnlyList<DraftList> Lists { get; init; }

    /// <summary>The documents that this one repeals, in printed order.</summary>
    public IReadOnlyList<RepealedDocument> Repeals { get; init; } = [];
}

/// <summary>One task list in a document.</summary>
public sealed record DraftList
{
    public required string Title { get; init; }

    public required ListKind Kind { get; init; }

    /// <summary>The name of the layout that read it, for the reviewer.</summary>
    public required string Layout { get; init; }

    /// <summary>The year that the list speaks of, from its own heading or the document's title.</summary>
    public int? Year { get; init; }

    /// <summary>How many items the headings say there are; null where they say nothing.</summary>
    public int? DeclaredCount { get; init; }

    /// <summary>A date that stands only in the list's heading: no item's own deadline, offered at confirmation.</summary>
    public DateOnly? DefaultDeadline { get; init; }

    public required int LineStart { get; init; }

    public required int LineEnd { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }

    public required IReadOnlyList<DraftItem> Items { get; init; }
}

/// <summary>What a list is a list of (任务, 职责, 指标, 时间安排).</summary>
public enum ListKind
{
    Tasks,
    Duties,
    Indicators,
    Schedule,
}

/// <summary>One row of a table, or one numbered measure with its own unit.</summary>
public sealed record DraftItem
{
    /// <summary>Position in its list, from 1.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The printed number, or null.</summary>
    public string? No { get; init; }

    /// <summary>The headings above it inside the list, outermost first.</summary>
    public IReadOnlyList<string> Section { get; init; } = [];

    /// <summary>The heading in a column or line of its own, or null.</summary>
    public string? Task { get; init; }

    /// <summary>The measure, white space and line breaks removed.</summary>
    public required string Text { get; init; }

    /// <summary>Lead units (牵头单位) as printed, split into single units.</summary>
    public IReadOnlyList<string> LeadUnits { get; init; } = [];

    /// <summary>Partner units (协办单位) as printed, split into single units.</summary>
    public IReadOnlyList<string> PartnerUnits { get; init; } = [];

    /// <summary>Leaders in charge (牵头领导) as printed.</summary>
    public IReadOnlyList<string> Leaders { get; init; } = [];

    public required Deadline Deadline { get; init; }

    public IReadOnlyList<Target> Targets { get; init; } = [];

    public required int LineStart { get; init; }

    public required int LineEnd { get; init; }

    public IReadOnlyList<Finding> Findings { get; init; } = [];
}

/// <summary>A number to reach.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Comparison">One of &lt;=, &lt;, &gt;=, &gt;, =; = also where a table prints the number alone.</param>
/// <param name="Value">The number, in <paramref name="Unit"/>.</param>
/// <param name="Unit">The unit as printed.</param>
/// <param name="Printed">The words that it was read from.</param>
public sealed record Target(string Name, string Comparison, decimal Value, string Unit, string Printed)
{
    /// <summary>The year in which it is to be reached; null where none is printed.</summary>
    public int? Year { get; init; }

    /// <summary>The part of the year that it speaks of, as printed (一季度); null for the whole year.</summary>
    public string? Period { get; init; }

    /// <summary>The number that the document starts from (现状, 2017年均值), in <see cref="Unit"/>; null where none is printed.</summary>
    public decimal? Baseline { get; init; }
}
