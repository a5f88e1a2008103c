namespace TaskTracker.Tests.Scenarios;

/// <summary>A unit's part in a task, as the history tells it.</summary>
internal sealed class PartAsTold
{
    public required string Unit { get; set; }

    public required bool Leads { get; init; }

    public required bool OfGroup { get; init; }

    public required DateOnly ReceiptDueOn { get; set; }

    public DateOnly? ReceivedOn { get; set; }

    public int Percent { get; set; }

    public DateOnly? HandedInOn { get; set; }
}

/// <summary>A report that a unit owes, as the history tells it.</summary>
internal sealed class ReportAsTold
{
    public required string Unit { get; init; }

    public required string Period { get; init; }

    public required DateOnly DueOn { get; init; }

    public DateOnly? MetOn { get; set; }

    public bool Excused { get; set; }

    public bool IsAsked => MetOn is null && !Excused;

    public string StateOn(DateOnly day)
    {
        if (MetOn is { } met)
            return met > DueOn ? "late" : "met";
        if (Excused)
            return "excused";
        return day > DueOn ? "missing" : "due";
    }
}

/// <summary>A task as the history tells it; its light and lateness are read off the written rules, day by day, and nothing is stored.</summary>
internal sealed class TaskAsTold
{
    private const int NearDays = 7, LongMissingDays = 15, PacePoints = 25, PaceFrom = 50;

    public required long Id { get; init; }

    public required long List { get; init; }

    public required DateOnly BeganOn { get; init; }

    public required DateOnly? DueOn { get; set; }

    public required List<PartAsTold> Parts { get; init; }

    public List<ReportAsTold> Reports { get; } = [];

    /// <summary>Everyone who has ever led it; the numbers of a unit count it for them and their successors.</summary>
    public HashSet<string> EverLed { get; } = [];

    public string State { get; set; } = "assigned";

    public int Percent { get; set; }

    public int Extensions { get; set; }

    public DateOnly? HandedInOn { get; set; }

    public DateOnly? ReturnedOn { get; set; }

    public DateOnly? MadeGoodOn { get; set; }

    public DateOnly? CompletedOn { get; set; }

    public DateOnly? ClosedOn { get; set; }

    public string Outcome { get; set; } = "";

    /// <summary>Why it was not completed; empty where it was.</summary>
    public string Cause { get; set; } = "";

    /// <summary>A date in force passed unkept, whatever came after it.</summary>
    public bool WasLate { get; set; }

    public int DaysLate => DueOn is { } due && (CompletedOn ?? ClosedOn) is { } done ? Math.Max(0, done.DayNumber - due.DayNumber) : 0;

    public bool IsOpen => State != "closed";

    public bool AsksForReports => State is "assigned" or "in_progress";

    public bool ByMembers => Leads.Any(part => part.OfGroup);

    public IEnumerable<PartAsTold> Leads => Parts.Where(part => part.Leads);

    public bool IsClosedLate => !IsOpen && CompletedOn > DueOn;

    public bool IsOverdue(DateOnly day) => IsOpen && day > DueOn && !(HandedInOn <= DueOn);

    public int DaysOverdue(DateOnly day) => IsOverdue(day) ? day.DayNumber - DueOn!.Value.DayNumber : 0;

    public bool IsDueSoon(DateOnly day) => IsOpen && DueOn >= day && DueOn <= day.AddDays(30);

    public int ReceiptsMissing(DateOnly day) => IsOpen ? Parts.Count(part => part.ReceivedOn is null && part.ReceiptDueOn < day) : 0;

    public string LightOn(DateOnly day) => SignOn(day).Colour;

    /// <summary>
    /// The light of a day, the line of the district's written rule that gives it, and since when: how far back that line has held without a
    /// break, as things stand now. Of lines of one colour the one that has held longest gives it, of those the first.
    /// </summary>
    public (string Colour, string Rule, DateOnly? Since) SignOn(DateOnly day)
    {
        foreach (var colour in new[] { "red", "yellow" })
        {
            var held = Lines.Where(line => line.Colour == colour && line.Holds(day)).Select(line => (line.Rule, Since: SinceWhen(line.Holds, day))).ToArray();
            if (held.Length > 0)
                return (colour, held.MinBy(line => line.Since).Rule, held.Min(line => line.Since));
        }

        return ("green", "", null);
    }

    /// <summary>Whether a line of the rule begins or ceases to hold, or a count or a report turns, between two days with nothing done.</summary>
    public bool TurnsBetween(DateOnly before, DateOnly day) =>
        Lines.Any(line => line.Holds(before) != line.Holds(day)) || IsDueSoon(before) != IsDueSoon(day) || ReceiptsMissing(before) != ReceiptsMissing(day)
        || Reports.Any(owed => owed.StateOn(before) != owed.StateOn(day));

    private IEnumerable<(string Colour, string Rule, Predicate<DateOnly> Holds)> Lines
    {
        get
        {
            var working = IsOpen && HandedInOn is null;
            var owed = IsOpen ? Reports.Where(report => report.IsAsked).Select(report => report.DueOn).Order().Cast<DateOnly?>().FirstOrDefault() : null;
            yield return ("yellow", "near_due", day => working && day >= DueOn?.AddDays(-NearDays));
            yield return ("yellow", "behind_pace", day => working && IsBehind(day));
            yield return ("yellow", "report_missing", day => day > owed);
            yield return ("red", "report_missing", day => day > owed?.AddDays(LongMissingDays));
            yield return ("yellow", "returned", day => IsOpen && day >= ReturnedOn);
            yield return ("red", "overdue", IsOverdue);
            yield return ("yellow", "made_good", day => IsOpen && day >= MadeGoodOn);
            yield return ("yellow", "closed_late", day => IsClosedLate && day >= CompletedOn);
            yield return ("red", "not_completed", day => !IsOpen && CompletedOn is null && day >= ClosedOn);
        }
    }

    private static DateOnly SinceWhen(Predicate<DateOnly> holds, DateOnly day)
    {
        while (holds(day.AddDays(-1)))
            day = day.AddDays(-1);
        return day;
    }

    /// <summary>More than half of the time is over, and its share is ahead of the work's by more than the points allowed.</summary>
    private bool IsBehind(DateOnly day)
    {
        if (!AsksForReports || DueOn is not { } due || due <= BeganOn)
            return false;

        var whole = due.DayNumber - BeganOn.DayNumber;
        var passed = Math.Min(day.DayNumber - BeganOn.DayNumber, whole);
        return passed * 100 >= PaceFrom * whole && passed * 100 > (Percent + PacePoints) * whole;
    }
}
