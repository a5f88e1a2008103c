namespace TaskTracker.Core.Documents.Layouts;

/// <summary>A printed row with its cells under their meaning; tags of paragraphs still stand in them.</summary>
internal sealed class TableRow
{
    public required int LineStart { get; set; }

    public required int LineEnd { get; set; }

    /// <summary>True for the first row under a repeated header: a page may have cut the row above.</summary>
    public bool BeginsPage { get; init; }

    /// <summary>True if the cells did not stand under their headings, so that an empty one proves nothing.</summary>
    public bool IsShifted { get; init; }

    /// <summary>True if a page had cut the row.</summary>
    public bool IsJoined => Pieces > 1;

    /// <summary>Of how many printed rows it was put together.</summary>
    public int Pieces { get; private set; } = 1;

    public IReadOnlyList<int> HeadingLines { get; set; } = [];

    public IReadOnlyList<string> Section { get; set; } = [];

    public string No { get; set; } = "";

    public string Task { get; set; } = "";

    public string Measure { get; set; } = "";

    public string Deadline { get; set; } = "";

    public string Lead { get; set; } = "";

    public string Responsible { get; set; } = "";

    public string Partner { get; set; } = "";

    public string Leader { get; set; } = "";

    /// <summary>True if number and task were taken over from a row above.</summary>
    public bool Inherits { get; set; }

    public List<Finding> Findings { get; } = [];

    public bool IsNumbered => No.Length > 0;

    public bool NamesUnit => Lead.Length > 0 || Responsible.Length > 0 || Partner.Length > 0;

    public void Append(Role role, string cell)
    {
        switch (role)
        {
            case Role.Number: No = Join(No, cell); break;
            case Role.Task: Task = Join(Task, cell); break;
            case Role.Measure: Measure = Join(Measure, cell); break;
            case Role.Deadline: Deadline = Join(Deadline, cell); break;
            case Role.Lead: Lead = Join(Lead, cell); break;
            case Role.Responsible: Responsible = Join(Responsible, cell); break;
            case Role.Partner: Partner = Join(Partner, cell); break;
            case Role.Leader: Leader = Join(Leader, cell); break;
        }
    }

    /// <summary>Puts the rest of a row that a page has cut behind it, cell by cell.</summary>
    public void Continue(TableRow rest)
    {
        Task = Join(Task, rest.Task);
        Measure = Join(Measure, rest.Measure);
        Deadline = Join(Deadline, rest.Deadline, "");
        Lead = Join(Lead, rest.Lead);
        Responsible = Join(Responsible, rest.Responsible);
        Partner = Join(Partner, rest.Partner);
        Leader = Join(Leader, rest.Leader);
        LineEnd = rest.LineEnd;
        Pieces++;
        Findings.AddRange(rest.Findings);
    }

    public void Find(string code, string message) =>
        Findings.Add(new Finding { Code = code, Message = message, LineStart = LineStart, LineEnd = LineEnd });

    private static string Join(string first, string second, string glue = " ")
    {
        if (CellShape.IsDash(second) && first.Length > 0)
            return first;

        if (second.Length == 0)
            return first;

        return first.Length == 0 || CellShape.IsDash(first) ? second : first + glue + second;
    }
}
