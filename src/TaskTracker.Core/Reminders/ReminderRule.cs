using System.Diagnostics.CodeAnalysis;

namespace TaskTracker.Core.Reminders;

/// <summary>On which days a task's units are reminded: a setting, always valid once it exists.</summary>
public sealed class ReminderRule
{
    /// <summary>How far ahead of a deadline a reminder can lie, in days: a year.</summary>
    public const int MaxDaysBefore = 366;

    /// <summary>30, 7 and 1 day ahead, on the day, then every 7 days overdue.</summary>
    public static readonly ReminderRule Default = new([30, 7, 1, 0], 7);

    private ReminderRule(IEnumerable<int> daysBefore, int overdueEveryDays)
    {
        DaysBefore = [.. daysBefore.OrderDescending()];
        OverdueEveryDays = overdueEveryDays;
        UpToDeadline = [.. DaysBefore.Select(days => new Threshold(-days))];
    }

    /// <summary>Days ahead of the deadline, farthest first; 0 is the day itself. Empty: nobody is reminded ahead.</summary>
    public IReadOnlyList<int> DaysBefore { get; }

    /// <summary>After the deadline a reminder falls due each time so many days have passed.</summary>
    public int OverdueEveryDays { get; }

    /// <summary>The same days as <see cref="DaysBefore"/>, in the order in which they are reached.</summary>
    internal IReadOnlyList<Threshold> UpToDeadline { get; }

    /// <param name="daysBefore">In any order.</param>
    /// <param name="overdueEveryDays">In days.</param>
    /// <param name="rule">The rule, if it is one.</param>
    /// <param name="error">Otherwise one sentence that names what was given and what is allowed.</param>
    public static bool TryCreate(
        IReadOnlyList<int> daysBefore,
        int overdueEveryDays,
        [NotNullWhen(true)] out ReminderRule? rule,
        [NotNullWhen(false)] out string? error)
    {
        rule = null;
        if (daysBefore.Any(days => days is < 0 or > MaxDaysBefore) || daysBefore.Distinct().Count() < daysBefore.Count)
        {
            error = $"The days before the deadline are [{string.Join(", ", daysBefore)}]; "
                + $"allowed are whole numbers from 0 to {MaxDaysBefore}, each at most once.";
            return false;
        }

        if (overdueEveryDays < 1)
        {
            error = $"The days between two reminders of an overdue task are {overdueEveryDays}; allowed is 1 or more.";
            return false;
        }

        error = null;
        rule = new(daysBefore, overdueEveryDays);
        return true;
    }
}
