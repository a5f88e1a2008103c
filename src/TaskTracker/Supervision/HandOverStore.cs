using TaskTracker.Auth;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Supervision;

/// <summary>A lead's request to pass a task on, and the office's ruling.</summary>
internal sealed record HandOverRequest
{
    public long Id { get; init; }

    public long TaskId { get; init; }

    /// <summary>The lead that asked.</summary>
    public long UnitId { get; init; }

    public string UnitName { get; init; } = "";

    public long ToUnitId { get; init; }

    public string ToUnitName { get; init; } = "";

    public string Reason { get; init; } = "";

    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>The key that asked.</summary>
    public string RequestedBy { get; init; } = "";

    public RequestState State => (LapsedAt, Decision) switch
    {
        ({ }, _) => RequestState.Lapsed,
        (_, null) => RequestState.Pending,
        (_, "grant") => RequestState.Granted,
        _ => RequestState.Refused,
    };

    /// <summary>grant or refuse; null while it waits, or where it lapsed.</summary>
    public string? Decision { get; init; }

    public string? DecisionReason { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>The key that ruled.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>When the task was closed before it was ruled on.</summary>
    public DateTimeOffset? LapsedAt { get; init; }
}

internal static class HandOverStore
{
    /// <summary>The unit of this id or name; null if there is none, or it is a group.</summary>
    public static async Task<long?> FindSingleUnitAsync(this Session session, string districtId, string idOrName) =>
        await session.FindUnitAsync(districtId, idOrName) is { } id
            ? await session.QuerySingleOrDefaultAsync<long?>(SelectUnit, new { DistrictId = districtId, Id = id })
            : null;

    public static Task<HandOverRequest?> FindHandOverAsync(this Session session, string districtId, long taskId, long requestId) =>
        session.QuerySingleOrDefaultAsync<HandOverRequest>(Select("h.id = @Id"), new { DistrictId = districtId, TaskId = taskId, Id = requestId, Fetch = 1 });

    /// <summary>Whether a hand-over was asked for that waits or was ruled on; one that lapsed was heard by nobody.</summary>
    public static async Task<bool> HandOverAskedAsync(this Session session, string districtId, long taskId) =>
        await session.QuerySingleOrDefaultAsync<long?>(SelectAsked, new { DistrictId = districtId, TaskId = taskId }) is not null;

    public static Task<long> AddHandOverAsync(this Transaction transaction, Caller caller, long taskId, long toUnitId, string reason, DateTimeOffset now) =>
        transaction.QuerySingleAsync<long>(
            Insert, new { caller.DistrictId, TaskId = taskId, caller.UnitId, ToUnitId = toUnitId, Reason = reason, Now = now, By = caller.Name });

    public static Task DecideAsync(this Transaction transaction, Caller caller, long requestId, string decision, string? reason, DateTimeOffset now) =>
        transaction.ExecuteAsync(
            Decide, new { caller.DistrictId, Id = requestId, Decision = decision, Reason = reason, Now = now, By = caller.Name });

    public static string Select(string which) => $"""
        select h.id, h.task_id, h.unit_id, u.name as unit_name, h.to_unit_id, t.name as to_unit_name, h.reason, h.requested_at, h.requested_by,
               h.decision, h.decision_reason, h.decided_at, h.decided_by, h.lapsed_at
          from hand_over_requests h
          join units u on u.district_id = h.district_id and u.id = h.unit_id
          join units t on t.district_id = h.district_id and t.id = h.to_unit_id
         where h.district_id = @DistrictId and h.task_id = @TaskId and {which}
         order by h.id
         limit @Fetch
        """;

    private const string SelectUnit = "select id from units where district_id = @DistrictId and id = @Id and kind <> 'group'";

    private const string SelectAsked = "select id from hand_over_requests where district_id = @DistrictId and task_id = @TaskId and lapsed_at is null";

    private const string Insert = """
        insert into hand_over_requests (district_id, task_id, unit_id, to_unit_id, reason, requested_at, requested_by)
        values (@DistrictId, @TaskId, @UnitId, @ToUnitId, @Reason, @Now, @By)
        returning id
        """;

    private const string Decide = """
        update hand_over_requests
           set decision = @Decision, decision_reason = @Reason, decided_at = @Now, decided_by = @By
         where district_id = @DistrictId and id = @Id
        """;
}
