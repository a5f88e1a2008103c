using System.Globalization;
using TaskTracker.Core.Reminders;
using TaskTracker.Platform;

namespace TaskTracker.Reminders;

/// <summary>By which rule and at what time of a working day reminders are looked for.</summary>
internal sealed record ReminderSettings(ReminderRule Rule, TimeOnly At)
{
    private const string DaysBefore = "Reminders:DaysBefore", OverdueEveryDays = "Reminders:OverdueEveryDays", TimeOfDay = "Reminders:At";
    private static readonly TimeOnly DefaultAt = new(8, 30);

    /// <summary>The rule as it stands in a district's clock; another text means that every task is looked at again.</summary>
    public string RuleText => $"{string.Join(',', Rule.DaysBefore)}/{Rule.OverdueEveryDays}";

    /// <exception cref="SettingException">A setting is not what it can be.</exception>
    public static ReminderSettings From(IConfiguration configuration)
    {
        var every = configuration.WholeNumber(OverdueEveryDays, ReminderRule.Default.OverdueEveryDays, 1, ReminderRule.MaxDaysBefore);
        var text = configuration[DaysBefore];
        var days = text is null ? ReminderRule.Default.DaysBefore : ReadDays(text);
        if (!ReminderRule.TryCreate(days, every, out var rule, out _))
            throw NotDays(text);

        return new ReminderSettings(rule, configuration.TimeOfDay(TimeOfDay, DefaultAt));
    }

    private static int[] ReadDays(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(day => int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw NotDays(text))];

    private static SettingException NotDays(string? text) =>
        new(DaysBefore, text, $"whole numbers from 0 to {ReminderRule.MaxDaysBefore} with commas between, each once, e.g. 30,7,1,0; or nothing");
}
