using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Reporting;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Benchmarks.Lists;

/// <summary>A unit or group of the seeded district, the busiest first.</summary>
internal sealed record SeededUnit
{
    public long Id { get; init; }

    public string Name { get; init; } = "";
}

/// <summary>
/// What a district records in ten years: lists year by year, so that ids, dates and changes run together as they do in life, nearly all of
/// the old tasks closed, this year's at work. Reproducible: the same seed makes the same tasks.
/// </summary>
internal sealed class TenYears
{
    public const int Tasks = 100_000, FirstYear = 2016;
    private const int ListsAYear = 32, Years = 10, PartsInHundred = 6, Seed = 20251015;
    private static readonly DateOnly Never = DateOnly.MaxValue;

    private readonly Random _random = new(Seed);
    private readonly GazetteWords _words;
    private readonly IReadOnlyList<SeededUnit> _units;
    private readonly double[] _shares;
    private readonly DateOnly _today;
    private long _id;

    public TenYears(IReadOnlyList<SeededUnit> units, DateOnly today)
    {
        const int Flatness = 6;
        (_units, _today, _words) = (units, today, new GazetteWords(_random));
        var sum = 0.0;
        _shares = [.. units.Select((_, rank) => sum += 1.0 / (rank + Flatness))];
    }

    /// <summary>A list of a document, with its tasks and their parts.</summary>
    public sealed record List(long Id, int Year, DateOnly Created, string Title, string? Reporting, long? CollectingUnitId, IReadOnlyList<Task> Tasks);

    /// <summary>A task as a row, and what stands on it.</summary>
    public sealed record Task
    {
        public required long Id { get; init; }

        public long? ListId { get; init; }

        public long? ParentId { get; init; }

        public required int Ordinal { get; init; }

        public required string Title { get; init; }

        public required string Measure { get; init; }

        public required DeadlineKind Kind { get; init; }

        public DateOnly? Deadline { get; init; }

        public DateOnly? DueOn => Lateness.DueOn(Kind, Deadline);

        public DateOnly DueOrder => DueOn ?? Never;

        public required TaskState State { get; init; }

        public int Percent { get; init; }

        public DateOnly? HandedInOn { get; init; }

        public TaskOutcome? Outcome { get; init; }

        public DateOnly? CompletedOn { get; init; }

        public DateOnly? ClosedOn { get; init; }

        public DateOnly? SuspendedOn { get; init; }

        public bool WasLate { get; init; }

        public int Extensions { get; init; }

        public Outlook? Forecast { get; init; }

        public required DateOnly CreatedOn { get; init; }

        public required DateOnly UpdatedOn { get; init; }

        public required IReadOnlyList<Participation> Units { get; init; }

        public IReadOnlyList<Milestone> Milestones { get; init; } = [];
    }

    public IEnumerable<List> Lists()
    {
        for (var index = 0; index < ListsAYear * Years; index++)
        {
            var (year, nth) = (FirstYear + (index / ListsAYear), index % ListsAYear);
            // Most lists come with the year's plan, the others until summer.
            var created = new DateOnly(year, 1, 10).AddDays(nth < 20 ? nth * 4 : nth * 6);
            var count = (Tasks - (int)_id) / ((ListsAYear * Years) - index) * (nth % 8 == 7 ? 2 : 1);
            if (index == (ListsAYear * Years) - 1)
                count = Tasks - (int)_id;
            yield return new List(
                index + 1, year, created, $"{year}年{_words.Title()}任务清单", year >= 2022 && nth % 4 != 3 ? Monthly(created) : null,
                nth % 10 == 5 ? Unit().Id : null, [.. TasksOf(index + 1, created, count)]);
        }
    }

    private static string Monthly(DateOnly from) => Json.Write(new ReportSettings
    {
        Cycle = ReportCycle.Monthly,
        Due = new DueRule { Kind = DueKind.Day, Number = 5, InFollowingPeriod = true },
        From = from,
        SetOn = from,
    });

    private IEnumerable<Task> TasksOf(long listId, DateOnly created, int count)
    {
        var parents = new List<Task>();
        var whole = count * (100 - PartsInHundred) / 100;
        for (var ordinal = 1; ordinal <= count; ordinal++)
        {
            if (ordinal <= whole)
            {
                var task = NewTask(created, ordinal, null) with { ListId = listId };
                if (task.DueOn is not null && ordinal % 60 == 0)
                    parents.Add(task);
                yield return task;
            }
            else
            {
                var parent = parents.Count > 0 ? parents[ordinal % parents.Count] : null;
                yield return NewTask(created.AddDays(20), ordinal, parent) with { ListId = parent is null ? listId : null, ParentId = parent?.Id };
            }
        }
    }

    private Task NewTask(DateOnly created, int ordinal, Task? parent)
    {
        var (kind, deadline) = parent is null ? Deadline(created) : (DeadlineKind.Date, parent.Deadline);
        var task = new Task
        {
            Id = ++_id,
            Ordinal = ordinal,
            Title = _words.Title(),
            Measure = _words.Measure(created.Year),
            Kind = kind,
            Deadline = deadline,
            State = TaskState.Assigned,
            CreatedOn = created,
            UpdatedOn = created,
            Units = [.. Units()],
            Milestones = kind is DeadlineKind.YearEnd && _random.Next(100) < 25 ? Milestones(created) : [],
            Extensions = _random.Next(100) < 5 ? _random.Next(1, 4) : 0,
        };
        if (task.Id == TenYearsRecords.MuchHappened)
            task = task with { Kind = DeadlineKind.YearEnd, Deadline = new(created.Year, 12, 31), Extensions = 3, Units = [new(ParticipationRole.Lead, _units[0].Name, _units[0].Id)] };
        var mayBeClosed = task.DueOn is { } due ? (due < _today ? 965 : 200) : created.Year < _today.Year ? 800 : 100;
        return _random.Next(1000) < mayBeClosed ? Closed(task) : Open(task);
    }

    private Task Closed(Task task)
    {
        var isLate = _random.Next(100) < 15;
        var around = (task.DueOn ?? task.CreatedOn.AddDays(200)).AddDays(isLate ? _random.Next(1, 90) : -_random.Next(0, 60));
        var completed = Earlier(Later(around, task.CreatedOn.AddDays(5)), _today.AddDays(-3));
        var closed = Earlier(completed.AddDays(_random.Next(1, 20)), _today);
        var outcome = _random.Next(100) switch { < 93 => TaskOutcome.Completed, < 96 => TaskOutcome.NotCompleted, < 98 => TaskOutcome.Cancelled, _ => TaskOutcome.Superseded };
        return task with
        {
            State = TaskState.Closed,
            Percent = outcome is TaskOutcome.Completed ? 100 : 40,
            Outcome = outcome,
            CompletedOn = outcome is TaskOutcome.Completed ? completed : null,
            ClosedOn = closed,
            WasLate = completed > task.DueOn,
            UpdatedOn = closed,
        };
    }

    private Task Open(Task task)
    {
        var updated = Later(task.CreatedOn, _today.AddDays(-(int)(Math.Pow(_random.NextDouble(), 3) * 400)));
        var open = task with
        {
            Percent = _random.Next(0, 96),
            UpdatedOn = updated,
            WasLate = task.DueOn < _today,
            Forecast = _random.Next(100) switch { < 2 => Outlook.AtRisk, 2 => Outlook.CannotMeet, _ => null },
        };
        return _random.Next(100) switch
        {
            < 30 => open with { Percent = 0 },
            < 88 => open with { State = TaskState.InProgress },
            < 95 => open with { State = TaskState.AwaitingReview, HandedInOn = updated, Forecast = null },
            _ => open with { State = TaskState.Suspended, SuspendedOn = updated, Forecast = null },
        };
    }

    private (DeadlineKind Kind, DateOnly? Date) Deadline(DateOnly created)
    {
        var month = new DateOnly(created.Year, _random.Next(created.Month, 13), 1);
        return _random.Next(100) switch
        {
            < 55 => (DeadlineKind.YearEnd, new DateOnly(created.Year, 12, 31)),
            < 62 => (DeadlineKind.YearEnd, new DateOnly(created.Year + _random.Next(1, 4), 12, 31)),
            < 80 => (DeadlineKind.MonthEnd, month.AddMonths(1).AddDays(-1)),
            < 86 => (DeadlineKind.Date, month.AddDays(_random.Next(0, 28))),
            < 91 => (DeadlineKind.Ongoing, null),
            < 94 => (DeadlineKind.Recurring, null),
            < 97 => (DeadlineKind.None, null),
            _ => (DeadlineKind.Conditional, null),
        };
    }

    private static Milestone[] Milestones(DateOnly created) =>
        [new("制定方案", new(created.Year, 6, 30)), new("完成过半", new(created.Year, 9, 30)), new("验收总结", new(created.Year, 12, 20))];

    private IEnumerable<Participation> Units()
    {
        var leads = _random.Next(100) < 75 ? 1 : 2;
        var all = leads + _random.Next(0, 5);
        foreach (var (index, unit) in Enumerable.Range(0, all).Select(_ => Unit()).DistinctBy(unit => unit.Id).Index())
        {
            yield return new Participation(index < leads ? ParticipationRole.Lead : ParticipationRole.Partner, unit.Name, unit.Id)
            {
                First = index == 0 && leads > 1,
            };
        }
    }

    private SeededUnit Unit()
    {
        var at = Array.BinarySearch(_shares, _random.NextDouble() * _shares[^1]);
        return _units[Math.Min(at < 0 ? ~at : at, _units.Count - 1)];
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
}
