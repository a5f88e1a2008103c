using TaskTracker.Core.Reporting;
using TaskTracker.Platform;

namespace TaskTracker.Progress;

/// <summary><see cref="ReportObligation.StateOn"/> in SQL, on the alias o and @Today; a test compares the two.</summary>
internal static class ObligationFilter
{
    /// <summary>One state may be found by its index; several are met often enough on the way through the reports.</summary>
    public static string Sql(IReadOnlyList<string> states)
    {
        var conditions = states.Select(state => Sql(EnumNames.Parse<ObligationState>(state))).ToArray();
        return conditions is [var only] ? only : Platform.Sql.Tested(string.Join(" or ", conditions));
    }

    public static string Sql(ObligationState state) => state switch
    {
        ObligationState.Met => "(o.met_on <= o.due_on)",
        ObligationState.Late => "(o.met_on > o.due_on)",
        ObligationState.Excused => "(o.met_on is null and o.excused_on is not null)",
        ObligationState.Missing => "(o.met_on is null and o.excused_on is null and o.due_on < @Today)",
        ObligationState.Due => "(o.met_on is null and o.excused_on is null and o.due_on >= @Today)",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}
