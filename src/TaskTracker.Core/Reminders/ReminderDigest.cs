namespace TaskTracker.Core.Reminders;

/// <summary>All reminders of one run for one recipient, in one message.</summary>
/// <param name="Title">3 项任务提醒：1 项逾期，2 项临近到期.</param>
/// <param name="Lines">A line a task, most severe first, then a line for each urgency that says what to do.</param>
public sealed record ReminderDigest(string Title, IReadOnlyList<string> Lines)
{
    /// <summary>The lines as one text.</summary>
    public string Body => string.Join('\n', Lines);

    /// <summary>
    /// Longest overdue first; tasks due on the same day stay in the order given. With no reminder at all there is no
    /// digest: the caller sends none.
    /// </summary>
    public static ReminderDigest Compose(IReadOnlyList<ReminderFacts> reminders)
    {
        ArgumentOutOfRangeException.ThrowIfZero(reminders.Count);
        var steps = reminders.CountBy(facts => facts.Step).OrderByDescending(step => step.Key).ToList();
        return new(
            $"{reminders.Count} 项任务提醒：{string.Join('，', steps.Select(step => $"{step.Value} 项{Name(step.Key)}"))}",
            [
                .. reminders.OrderByDescending(facts => facts.DaysLate).Select((facts, index) => $"{index + 1}. {Line(facts)}"),
                .. steps.Select(step => $"{Name(step.Key)}的任务：{ReminderText.WhatToDo(step.Key)}"),
            ]);
    }

    private static string Line(ReminderFacts facts) =>
        $"{ReminderText.Title(facts)}{ReminderText.Leads(facts)}，应于{ReminderText.Date(facts.DueOn)}前（含当日）办结"
        + (ReminderText.List(facts) is { Length: > 0 } list ? $"，见{list}" : "");

    private static string Name(ReminderStep step) => step switch
    {
        ReminderStep.Overdue => "逾期",
        ReminderStep.Due => "今天到期",
        _ => "临近到期",
    };
}
