using System.Globalization;

namespace TaskTracker.Core.Reminders;

/// <summary>A reminder in words, for the web desk, mail and message gateways: always on one line, whatever was printed.</summary>
/// <remarks>
/// The words follow the day on which they are read, not the threshold: a reminder that was caught up after a holiday
/// says how late the task is now.
/// </remarks>
public static class ReminderText
{
    private const int TitleCharacters = 40;
    private const int BodyCharacters = 200;
    private const int NamedUnits = 3;

    /// <summary>Urgency, task and number: 【逾期14天】完善高精尖政策体系（第3项）.</summary>
    public static string Title(ReminderFacts facts) =>
        $"【{Urgency(facts)}】{OneLine(facts.TaskTitle, TitleCharacters)}{(Number(facts) is { } number ? $"（{number}）" : "")}";

    /// <summary>What, whose, due when, how late, and what to do now.</summary>
    public static string Body(ReminderFacts facts) =>
        $"{List(facts)}{Number(facts)}“{OneLine(facts.TaskTitle, BodyCharacters)}”{Leads(facts)}，"
        + $"应于{Date(facts.DueOn)}前（含当日）办结，{Lateness(facts)}。{WhatToDo(facts.Step)}";

    /// <summary>逾期14天, 今天到期, 明天到期, 还有7天到期.</summary>
    internal static string Urgency(ReminderFacts facts) => facts.DaysLate switch
    {
        > 0 and var days => $"逾期{days}天",
        0 => "今天到期",
        -1 => "明天到期",
        var days => $"还有{-days}天到期",
    };

    internal static string WhatToDo(ReminderStep step) => step switch
    {
        ReminderStep.Overdue => "请尽快办结并提交办结申请；尚不能办结的，请立即填报进展，说明逾期原因和预计办结日期。",
        ReminderStep.Due => "请于今天提交办结申请；不能按期办结的，请于今天说明原因、申请延期。",
        _ => "请按期推进并填报进展，完成后提交办结申请；预计不能按期办结的，请在到期前说明原因、申请延期。",
    };

    /// <summary>（牵头单位：甲、乙、丙等5家）, or nothing where the task has none.</summary>
    internal static string Leads(ReminderFacts facts) => facts.LeadUnitNames switch
    {
        [] => "",
        { Count: <= NamedUnits } names => $"（牵头单位：{Names(names)}）",
        var names => $"（牵头单位：{Names(names.Take(NamedUnits))}等{names.Count}家）",
    };

    internal static string List(ReminderFacts facts) =>
        facts.ListTitle is { } title ? $"《{OneLine(title, TitleCharacters)}》" : "";

    internal static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Number(ReminderFacts facts) =>
        facts.No is { } no ? $"第{OneLine(no, TitleCharacters)}项" : null;

    private static string Lateness(ReminderFacts facts) => facts.Step switch
    {
        ReminderStep.Overdue => $"截至{Date(facts.Today)}已逾期{facts.DaysLate}天",
        ReminderStep.Due => "今天到期",
        _ => $"距到期还有{-facts.DaysLate}天",
    };

    private static string Names(IEnumerable<string> names) => string.Join('、', names.Select(name => OneLine(name, TitleCharacters)));

    /// <summary>
    /// White space and control characters become single blanks, so that no text breaks out of a mail's subject line; what
    /// is longer than <paramref name="characters"/> is cut between two characters as a reader sees them.
    /// </summary>
    public static string OneLine(string text, int characters)
    {
        var words = string.Concat(text.Select(c => char.IsControl(c) || char.IsWhiteSpace(c) ? ' ' : c))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var line = new StringInfo(string.Join(' ', words));
        return line.LengthInTextElements <= characters
            ? line.String
            : line.SubstringByTextElements(0, characters - 1) + "…";
    }
}

/// <summary>What a reminder says of a task.</summary>
public sealed record ReminderFacts
{
    /// <summary>The task's heading, or its measure where it has none.</summary>
    public required string TaskTitle { get; init; }

    /// <summary>The printed number, e.g. <c>3</c> or <c>（三）</c>; null where none is printed.</summary>
    public string? No { get; init; }

    /// <summary>The list that it stands in; null for a task that came from elsewhere.</summary>
    public string? ListTitle { get; init; }

    /// <summary>Names of the lead units (牵头单位) as they are called now.</summary>
    public IReadOnlyList<string> LeadUnitNames { get; init; } = [];

    public required DateOnly DueOn { get; init; }

    /// <summary>The day in Beijing on which the reminder is written.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Days since the deadline; negative ahead of it.</summary>
    public int DaysLate => Threshold.At(DueOn, Today).Days;

    public ReminderStep Step => Threshold.At(DueOn, Today).Step;
}
