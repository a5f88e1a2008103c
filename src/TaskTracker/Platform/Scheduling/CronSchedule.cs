using System.Text.Json;

namespace TaskTracker.Platform.Scheduling;

/// <summary>A schedule in the words of the scheduler: a readable id and a cron expression in Beijing time.</summary>
internal static class CronSchedule
{
    /// <summary>How often the scheduler looks for what is due where no schedule is more frequent.</summary>
    public static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(15);

    /// <summary>E.g. <c>morning-reminders-daily</c> and <c>morning-reminders</c>.</summary>
    public static string IdOf(Schedule schedule)
    {
        var name = JsonNamingPolicy.KebabCaseLower.ConvertName(schedule.Job.Name);
        return schedule.DailyAt is null ? name : $"{name}-daily";
    }

    /// <summary>A pause is rounded down to whole minutes above a minute and to whole hours above an hour, since cron counts within the next larger unit.</summary>
    public static string Of(Schedule schedule) => schedule switch
    {
        { DailyAt: { } at } => $"{at.Minute} {at.Hour} * * *",
        { Pause: { } pause } when pause < TimeSpan.FromMinutes(1) => $"*/{Math.Max(1, pause.Seconds)} * * * * *",
        { Pause: { } pause } when pause < TimeSpan.FromHours(1) => $"*/{pause.Minutes} * * * *",
        { Pause: { } pause } when pause < TimeSpan.FromDays(1) => $"0 */{pause.Hours} * * *",
        _ => throw new ArgumentException($"{schedule} is no schedule that comes round each day.", nameof(schedule)),
    };
}
