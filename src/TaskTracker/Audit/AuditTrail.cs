using TaskTracker.Auth;
using TaskTracker.Platform;

namespace TaskTracker.Audit;

/// <summary>A changed value, for the history: nothing is erased.</summary>
internal sealed record Change(string Field, object? From, object? To);

/// <summary>Writes who did what to which record, in the transaction of the change itself.</summary>
internal static class AuditTrail
{
    public static Task RecordAsync(
        this Transaction transaction, Caller caller, string subject, long subjectId, string act, DateTimeOffset at,
        string? reason = null, params IReadOnlyList<Change> changes) =>
        transaction.RecordAsync(caller.DistrictId, caller.Name, subject, subjectId, act, at, reason, changes);

    public static Task RecordAsync(
        this Transaction transaction, string districtId, string actor, string subject, long subjectId, string act, DateTimeOffset at,
        string? reason, IReadOnlyList<Change> changes) =>
        transaction.ExecuteAsync(Insert, new
        {
            DistrictId = districtId,
            Subject = subject,
            SubjectId = subjectId,
            Act = act,
            Actor = actor,
            At = at,
            Reason = reason,
            Changes = Json.Write(changes),
        });

    private const string Insert = """
        insert into audit_entries (district_id, subject, subject_id, act, actor, at, reason, changes)
        values (@DistrictId, @Subject, @SubjectId, @Act, @Actor, @At, @Reason, @Changes)
        """;
}
