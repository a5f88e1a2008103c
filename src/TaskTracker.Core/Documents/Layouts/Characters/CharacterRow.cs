namespace TaskTracker.Core.Documents.Layouts.Characters;

/// <summary>A row of a table that was extracted one character a line, while it is read.</summary>
internal sealed class CharacterRow
{
    public string? No { get; set; }

    public string? Section { get; set; }

    /// <summary>The headings over <see cref="Section"/>, outermost first.</summary>
    public IReadOnlyList<string> Outer { get; init; } = [];

    public string? Task { get; set; }

    public List<string> Text { get; } = [];

    /// <summary>As printed, its paragraphs joined: 2018年 and 1月 are one date.</summary>
    public string Deadline { get; set; } = "";

    public List<string> Leaders { get; } = [];

    public List<CharacterUnit> Units { get; } = [];

    /// <summary>How many of the units lead, where an empty cell parts them from those that help; otherwise 0.</summary>
    public int Leading { get; set; }

    /// <summary>How many empty cells part them.</summary>
    public int PartingCells { get; set; }

    /// <summary>Blank signs without words behind the last unit: each is an empty cell, while a merged one leaves none.</summary>
    public int EmptyCells { get; set; }

    /// <summary>True if it has no number of its own: number, heading and what it leaves out are those of the row above.</summary>
    public bool IsPart { get; init; }

    /// <summary>The column that its last cell stands in.</summary>
    public int Column { get; set; } = -1;

    public required int LineStart { get; init; }

    public int LineEnd { get; set; }

    public List<(string Code, string Message)> Findings { get; } = [];
}

/// <summary>A unit in a row.</summary>
/// <param name="Name">As printed.</param>
/// <param name="IsMarked">True if a blank sign follows it: it does not fill its column.</param>
/// <param name="EndsPage">True if a page ends with it, so that nothing can be told from a missing sign.</param>
internal sealed record CharacterUnit(string Name, bool IsMarked, bool EndsPage)
{
    /// <summary>True if the name is followed by 、 and the cell goes on.</summary>
    public bool IsJoined { get; init; }
}
