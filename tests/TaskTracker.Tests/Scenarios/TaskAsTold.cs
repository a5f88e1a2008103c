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

    public bool WasCompleted => CompletedOn is not null;

    public bool IsOpen => State != "closed";

    public bool AsksForReports => State is "assigned" or "in_progress";

    public bool ByMembers => Leads.Any(part => part.OfGroup);

    public IEnumerable<PartAsTold> Leads => Parts.Where(part => part.Leads);

    public bool IsClosedLate => !IsOpen && CompletedOn > DueOn;

    public bool IsOverdue(DateOnly day) => IsOpen && day > DueOn && !(HandedInOn <= DueOn);

    public int DaysOverdue(DateOnly day) => IsOverdue(day) ? day.DayNumber - DueOn!.Value.DayNumber : 0;

    public bool IsDueSoon(DateOnly day) => IsOpen && DueOn >= day && DueOn <= day.AddDays(30);

    public int ReceiptsMissing(DateOnly day) => IsOpen ? Parts.Count(part => part.ReceivedOn is null && part.ReceiptDueOn < day) : 0;

    public string LightOn(DateOnly day)
    {
        if (!IsOpen)
            return !WasCompleted ? "red" : IsClosedLate ? "yellow" : "green";

        DateOnly? owed = Reports.Where(report => report.IsAsked).Select(report => report.DueOn).Order().Cast<DateOnly?>().FirstOrDefault();
        if (IsOverdue(day) || day > owed?.AddDays(LongMissingDays))
            return "red";

        var working = HandedInOn is null;
        return (working && day >= DueOn?.AddDays(-NearDays)) || (working && IsBehind(day)) || day > owed || ReturnedOn is not null || MadeGoodOn is not null
            ? "yellow"
            : "green";
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
