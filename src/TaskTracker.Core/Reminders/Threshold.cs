using System.Globalization;

namespace TaskTracker.Core.Reminders;

/// <summary>How a threshold counts.</summary>
public enum ThresholdUnit
{
    /// <summary>Days from the date; negative before it.</summary>
    Days,

    /// <summary>Working days from the date (调休 counted); negative before it.</summary>
    WorkingDays,

    /// <summary>Percent of the time between the beginning and the date, 1 to 100.</summary>
    Percent,
}

/// <summary>A point of time at which a reminder falls due, as seen from the date that it speaks of.</summary>
/// <param name="Unit">What <paramref name="Offset"/> counts.</param>
/// <param name="Offset">Days or working days after the date (negative before it, 0 on the day itself), or percent of the time.</param>
public readonly record struct Threshold(ThresholdUnit Unit, int Offset)
{
    private const char DayMark = 'D', WorkingDayMark = 'W', PercentMark = 'P';

    /// <summary>The threshold's name in the ledger, which never changes: <c>D-30</c>, <c>D0</c>, <c>W+3</c>, <c>P75</c>.</summary>
    public string Key => Unit switch
    {
        ThresholdUnit.Percent => string.Create(CultureInfo.InvariantCulture, $"{PercentMark}{Offset}"),
        ThresholdUnit.WorkingDays => Signed(WorkingDayMark),
        _ => Signed(DayMark),
    };

    public ReminderStep Step => Unit is ThresholdUnit.Percent
        ? Offset < 100 ? ReminderStep.Upcoming : ReminderStep.Due
        : StepOf(Offset);

    public static Threshold InDays(int offset) => new(ThresholdUnit.Days, offset);

    /// <summary>The step of a day so many days after the date.</summary>
    public static ReminderStep StepOf(int daysLate) => daysLate switch
    {
        < 0 => ReminderStep.Upcoming,
        0 => ReminderStep.Due,
        _ => ReminderStep.Overdue,
    };

    /// <summary>Reads a <see cref="Key"/> back; any other spelling of the same number is refused.</summary>
    public static bool TryParse(string? key, out Threshold threshold)
    {
        threshold = default;
        if (key is not [var mark, .. var number] || UnitOf(mark) is not { } unit
            || !int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var offset)
            || new Threshold(unit, offset).Key != key)
            return false;

        threshold = new(unit, offset);
        return true;
    }

    public override string ToString() => Key;

    private static ThresholdUnit? UnitOf(char mark) => mark switch
    {
        DayMark => ThresholdUnit.Days,
        WorkingDayMark => ThresholdUnit.WorkingDays,
        PercentMark => ThresholdUnit.Percent,
        _ => null,
    };

    private string Signed(char mark) => mark + Offset.ToString("+0;-0;0", CultureInfo.InvariantCulture);
}

/// <summary>How urgent a reminder is, mildest first.</summary>
public enum ReminderStep
{
    /// <summary>临近到期: the date lies ahead.</summary>
    Upcoming,

    /// <summary>今天到期: this is the last day on which it is on time.</summary>
    Due,

    /// <summary>逾期: the date has passed.</summary>
    Overdue,
}
