using TaskTracker.Core.Tasks;

namespace TaskTracker.Supervision;

/// <summary>A supervision order (督办单).</summary>
internal sealed record Order
{
    public long Id { get; init; }

    public long TaskId { get; init; }

    public long UnitId { get; init; }

    public string UnitName { get; init; } = "";

    public int Year { get; init; }

    /// <summary>Runs from 1 in each district and year, without gaps.</summary>
    public int Number { get; init; }

    /// <summary>As it stands in letters, e.g. 督办〔2018〕3号.</summary>
    public string Reference => $"督办〔{Year}〕{Number}号";

    /// <summary>The level's code in the district's ladder.</summary>
    public string Level { get; init; } = "";

    public string LevelName { get; init; } = "";

    public string Demand { get; init; } = "";

    /// <summary>The last day for the answer.</summary>
    public DateOnly AnswerBy { get; init; }

    /// <summary>That day hangs on working days that are not announced yet.</summary>
    public bool AnswerProvisional { get; init; }

    public DemandState State { get; init; }

    /// <summary>Its date passed without an answer, or the answer came later; stays.</summary>
    public bool Missed { get; init; }

    public DateOnly? AnsweredOn { get; init; }

    /// <summary>When the task was closed before it was settled.</summary>
    public DateTimeOffset? LapsedAt { get; init; }

    public DateOnly IssuedOn { get; init; }

    public DateTimeOffset IssuedAt { get; init; }

    /// <summary>The key that issued it.</summary>
    public string IssuedBy { get; init; } = "";

    /// <summary>Columns of an order <c>d</c> and its unit <c>u</c>; knows @Today.</summary>
    public const string Columns = """
        d.id, d.task_id, d.unit_id, u.name as unit_name, d.year, d.number, d.level, d.level_name, d.words as demand, d.answer_by, d.answer_provisional, d.state,
               case when d.was_missed = 1 or (d.state = 'open' and d.answer_by < @Today) then 1 else 0 end as missed,
               d.answered_on, d.lapsed_at, d.made_on as issued_on, d.made_at as issued_at, d.made_by as issued_by
        """;
}

/// <summary>Something to be put right by a date (限期整改).</summary>
internal sealed record Rectification
{
    public long Id { get; init; }

    public long TaskId { get; init; }

    public long UnitId { get; init; }

    public string UnitName { get; init; } = "";

    /// <summary>The look-back that led to it.</summary>
    public long? RecheckId { get; init; }

    public string Demand { get; init; } = "";

    /// <summary>The last day for the report that it is put right.</summary>
    public DateOnly RectifyBy { get; init; }

    /// <summary>open, answered (reported), accepted (verified), lapsed.</summary>
    public DemandState State { get; init; }

    /// <summary>Its date passed without a report, or the report came later; stays.</summary>
    public bool Missed { get; init; }

    public DateOnly? ReportedOn { get; init; }

    /// <summary>When the task was closed before it was settled.</summary>
    public DateTimeOffset? LapsedAt { get; init; }

    public DateOnly DemandedOn { get; init; }

    public DateTimeOffset DemandedAt { get; init; }

    /// <summary>The key that demanded it.</summary>
    public string DemandedBy { get; init; } = "";
}

/// <summary>A unit's answer to an order or report on a rectification, and the office's ruling on it.</summary>
internal sealed record DemandAnswer
{
    public long Id { get; init; }

    public long TaskId { get; init; }

    public long UnitId { get; init; }

    public string UnitName { get; init; } = "";

    public string Answer { get; init; } = "";

    public DateOnly AnsweredOn { get; init; }

    public DateTimeOffset AnsweredAt { get; init; }

    /// <summary>The key that answered.</summary>
    public string AnsweredBy { get; init; } = "";

    /// <summary>accept or return; absent while it waits.</summary>
    public string? Decision { get; init; }

    public string? Reason { get; init; }

    /// <summary>The new date that a return set.</summary>
    public DateOnly? NewDate { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>The key that ruled.</summary>
    public string? DecidedBy { get; init; }
}
