namespace TaskTracker.Tests.Scenarios;

/// <summary>
/// Recomputes every number of a day from what was confirmed and what happened since. Knows nothing of the service's rules but what DESIGN
/// and the district's default settings say, and works in another way: it plays the history from its beginning each time it is asked.
/// </summary>
internal sealed class Oracle(IReadOnlyList<TaskAsTold> tasks)
{
    /// <summary>Days of the year on which nobody works although they are no weekend, as far as limits of this year run over them.</summary>
    private static readonly HashSet<DateOnly> s_holidays = [new(2018, 4, 5), new(2018, 4, 6), new(2018, 6, 18), new(2018, 9, 24)];

    private readonly Dictionary<long, TaskAsTold> _tasks = tasks.ToDictionary(task => task.Id);

    public IEnumerable<TaskAsTold> Tasks => _tasks.Values;

    /// <summary>Orders by task, with the day by which they are answered; nobody answers in this year.</summary>
    public List<(long Task, DateOnly AnswerBy)> Orders { get; } = [];

    /// <summary>Units that are no more, with who took their place.</summary>
    public Dictionary<string, string> Heirs { get; } = [];

    public static DateOnly WorkingDaysAfter(DateOnly day, int days)
    {
        while (days > 0)
        {
            day = day.AddDays(1);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !s_holidays.Contains(day))
                days--;
        }

        return day;
    }

    /// <summary>Whether anything but the number of days is another than the day before, with nothing done.</summary>
    public bool TurnsOn(DateOnly day) => Tasks.Any(task => task.TurnsBetween(day.AddDays(-1), day));

    public void Play(Happening happening, long list)
    {
        if (happening.What is Happened.Renamed)
            Heirs[happening.Unit] = happening.Words;
        foreach (var task in happening.Task > 0 ? [_tasks[happening.Task]] : Tasks.Where(task => task.IsOpen))
        {
            if (happening.What is Happened.ReportsAsked && task.List != list)
                continue;

            var before = task.LightOn(happening.On);
            Play(happening, task);
            if (before == "red" && task.LightOn(happening.On) != "red")
                task.MadeGoodOn = happening.On;
        }
    }

    private void Play(Happening happening, TaskAsTold task)
    {
        var (day, part) = (happening.On, task.Parts.FirstOrDefault(part => part.Unit == happening.Unit));
        switch (happening.What)
        {
            case Happened.Received:
                part!.ReceivedOn = day;
                break;
            case Happened.Reported:
                part!.Percent = happening.Percent;
                task.Percent = task.ByMembers ? (int)task.Leads.Average(lead => lead.Percent) : happening.Percent;
                task.State = "in_progress";
                if (task.Reports.FirstOrDefault(owed => owed.Unit == happening.Unit && owed.Period == happening.Words && owed.IsAsked) is { } met)
                    met.MetOn = day;
                break;
            case Happened.ReportReturned:
                task.Reports.Single(owed => owed.Unit == happening.Unit && owed.Period == happening.Words).MetOn = null;
                break;
            case Happened.DateSet or Happened.Extended:
                task.DueOn = happening.Date;
                task.Extensions += happening.What is Happened.Extended ? 1 : 0;
                break;
            case Happened.HandedIn:
                HandIn(task, part!, day);
                break;
            case Happened.Returned:
                (task.State, task.HandedInOn, task.ReturnedOn) = ("in_progress", null, day);
                task.Parts.ForEach(each => each.HandedInOn = null);
                foreach (var owed in task.Reports.Where(owed => owed.Excused && owed.DueOn >= day))
                    owed.Excused = false;
                break;
            case Happened.Accepted:
                (task.State, task.Percent, task.CompletedOn, task.ClosedOn, task.Outcome) = ("closed", 100, task.HandedInOn, day, "completed");
                task.WasLate |= task.HandedInOn > task.DueOn;
                Rest(task, day);
                break;
            case Happened.NotCompleted:
                task.WasLate |= task.IsOverdue(day);
                (task.State, task.HandedInOn, task.ClosedOn, task.Outcome, task.Cause) = ("closed", null, day, "not_completed", happening.Words);
                Rest(task, day);
                break;
            case Happened.Ordered:
                Orders.Add((task.Id, happening.Date!.Value));
                break;
            case Happened.ReportsAsked:
                task.Reports.AddRange(task.Leads.Select(lead => new ReportAsTold
                {
                    Unit = lead.Unit,
                    Period = happening.Words,
                    DueOn = happening.Date!.Value,
                    Excused = !task.AsksForReports,
                }));
                break;
            case Happened.Renamed when part is not null:
                Rename(task, part, happening.Words, day);
                break;
        }
    }

    private static void HandIn(TaskAsTold task, PartAsTold part, DateOnly day)
    {
        foreach (var lead in task.Leads.Where(lead => !task.ByMembers || lead == part))
            lead.HandedInOn = day;
        if (task.Leads.Any(lead => lead.HandedInOn is null))
        {
            task.State = "in_progress";
            return;
        }

        (task.State, task.HandedInOn, task.ReturnedOn) = ("awaiting_review", day, null);
        Rest(task, day);
    }

    private static void Rest(TaskAsTold task, DateOnly day)
    {
        foreach (var owed in task.Reports.Where(owed => owed.IsAsked && owed.DueOn >= day))
            owed.Excused = true;
    }

    private static void Rename(TaskAsTold task, PartAsTold part, string heir, DateOnly day)
    {
        foreach (var owed in task.Reports.Where(owed => owed.Unit == part.Unit && owed.IsAsked && owed.DueOn >= day).ToArray())
        {
            owed.Excused = true;
            task.Reports.Add(new ReportAsTold { Unit = heir, Period = owed.Period, DueOn = owed.DueOn });
        }

        if (part.Leads)
            task.EverLed.Add(heir);
        (part.Unit, part.ReceivedOn, part.ReceiptDueOn) = (heir, null, WorkingDaysAfter(day, 3));
    }
}
