namespace TaskTracker.Core.Tasks;

/// <summary>What is said of dates that many acts ask for.</summary>
internal static class DateRefusals
{
    public static readonly Refusal Passed = new("date-passed", "The date that is set lies before today.");

    public static readonly Refusal InFuture = new("date-in-future", "The day on which it happened lies after today.");
}
