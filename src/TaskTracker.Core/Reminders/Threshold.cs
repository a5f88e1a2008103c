using System.Globalization;

namespace TaskTracker.Core.Reminders;

/// <summary>A day on which a reminder falls due, as seen from the deadline.</summary>
/// <param name="Days">Days after the deadline; negative before it, 0 on the day itself.</param>
public readonly record struct Threshold(int Days)
{
    /// <summary>The threshold's name in the ledger, which never changes: <c>D-30</c>, <c>D0</c>, <c>D+14</c>.</summary>
    public string Key => Days.ToString("'D'+0;'D'-0;'D'0", CultureInfo.InvariantCulture);

    public ReminderStep Step => Days switch
    {
        < 0 => ReminderStep.Upcoming,
        0 => ReminderStep.Due,
        _ => ReminderStep.Overdue,
    };

    /// <summary>Where <paramref name="today"/> lies as seen from the deadline, whether or not a reminder falls due then.</summary>
    public static Threshold At(DateOnly dueOn, DateOnly today) => new(today.DayNumber - dueOn.DayNumber);

    /// <summary>Reads a <see cref="Key"/> back; any other spelling of the same number is refused.</summary>
    public static bool TryParse(string? key, out Threshold threshold)
    {
        threshold = default;
        if (key is not ['D', .. var days]
            || !int.TryParse(days, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            || new Threshold(number).Key != key)
            return false;

        threshold = new(number);
        return true;
    }

    public override string ToString() => Key;
}

/// <summary>How urgent a reminder is, mildest first.</summary>
public enum ReminderStep
{
    /// <summary>临近到期: the deadline lies ahead.</summary>
    Upcoming,

    /// <summary>今天到期: this is the last day on which the task is on time.</summary>
    Due,

    /// <summary>逾期: the deadline has passed.</summary>
    Overdue,
}
