using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Notifications;

/// <summary>Notifications are letters to one recipient: a system that reads the whole district is none.</summary>
internal static class NotificationAccess
{
    public static bool Refuses(Caller caller, [NotNullWhen(true)] out ProblemHttpResult? problem)
    {
        problem = caller.Role is Role.Supervisor || caller.UnitId is not null
            ? null
            : Problems.Of(StatusCodes.Status403Forbidden, "not-a-recipient", "Notifications are for units and the supervision office; this key is neither.");
        return problem is not null;
    }

    /// <summary>The supervision office sees what anybody was told, a unit what it was told itself.</summary>
    public static bool MaySee(Caller caller, long? recipientUnitId) => caller.Role is Role.Supervisor || caller.UnitId == recipientUnitId;
}
