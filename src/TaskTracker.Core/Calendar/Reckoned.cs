namespace TaskTracker.Core.Calendar;

/// <summary>What was reckoned with working days, and whether every day that it hangs on is announced.</summary>
/// <param name="Value">The result.</param>
/// <param name="Status">Provisional if any day that was looked at may still move.</param>
/// <typeparam name="T">A date or a number of days.</typeparam>
public readonly record struct Reckoned<T>(T Value, CalendarStatus Status)
{
    /// <summary>Whether the result is to be shown as provisional (暂定).</summary>
    public bool IsProvisional => Status == CalendarStatus.Provisional;
}
