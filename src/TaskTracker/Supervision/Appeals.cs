using TaskTracker.Core.Tasks;
using TaskTracker.Tasks;

namespace TaskTracker.Supervision;

/// <summary>A lead's appeal against how its task was closed (复核), and the office's ruling.</summary>
internal sealed record ClosingAppeal
{
    public long Id { get; init; }

    public long TaskId { get; init; }

    /// <summary>The closing that it is about.</summary>
    public long ClosureId { get; init; }

    /// <summary>The lead that appealed.</summary>
    public long UnitId { get; init; }

    public string UnitName { get; init; } = "";

    /// <summary>What it rests on.</summary>
    public string Grounds { get; init; } = "";

    public DateOnly AppealedOn { get; init; }

    public DateTimeOffset AppealedAt { get; init; }

    /// <summary>The key that appealed.</summary>
    public string AppealedBy { get; init; } = "";

    /// <summary>The last day for the ruling.</summary>
    public DateOnly RuleBy { get; init; }

    /// <summary>It waits for its ruling, and that day has passed; or the ruling came later.</summary>
    public bool IsLate { get; init; }

    public AppealState State { get; init; }

    /// <summary>Why it was ruled so.</summary>
    public string? Reason { get; init; }

    public DateOnly? RuledOn { get; init; }

    public DateTimeOffset? RuledAt { get; init; }

    /// <summary>The key that ruled.</summary>
    public string? RuledBy { get; init; }

    /// <summary>When the task was opened again before it was ruled on.</summary>
    public DateTimeOffset? LapsedAt { get; init; }

    /// <summary>Columns of an appeal <c>a</c> and its unit <c>u</c>; knows @Today. Late is <see cref="Appeal.IsLate"/> in SQL, and stays.</summary>
    public const string Columns = """
        a.id, a.task_id, a.closure_id, a.unit_id, u.name as unit_name, a.grounds, a.appealed_on, a.appealed_at, a.appealed_by, a.rule_by,
               case when (a.state = 'pending' and a.rule_by < @Today) or a.ruled_on > a.rule_by then 1 else 0 end as is_late,
               a.state, a.reason, a.ruled_on, a.ruled_at, a.ruled_by, a.lapsed_at
        """;
}

internal static class AppealRecords
{
    /// <summary>Nobody need rule any more on how a task was closed that is open again.</summary>
    public static Task<int> LapseAppealsAsync(this ActUnderWay act) => act.ExecuteAsync(Lapse);

    /// <summary>The appeals of a task.</summary>
    public static string Select(string which) => $"""
        select {ClosingAppeal.Columns}
          from appeals a
          join units u on u.district_id = a.district_id and u.id = a.unit_id
         where a.district_id = @DistrictId and a.task_id = @TaskId and {which}
         order by a.id
         limit @Fetch
        """;

    private const string Lapse = """
        update appeals
           set state = 'lapsed', lapsed_at = @Now
         where district_id = @DistrictId and task_id = @TaskId and state = 'pending'
        """;
}
