using TaskTracker.Core.Reporting;
using TaskTracker.Platform;

namespace TaskTracker.Progress;

/// <summary><see cref="ReportObligation.StateOn"/> in SQL, on the alias o and @Today; a test compares the two.</summary>
internal static class ObligationFilter
{
    public static string Sql(IReadOnlyCollection<string> states) =>
        $"({string.Join(" or ", states.Select(state => Sql(EnumNames.Parse<ObligationState>(state))))})";

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
