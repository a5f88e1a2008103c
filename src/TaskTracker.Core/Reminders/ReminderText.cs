using System.Globalization;
using TaskTracker.Core.Messages;

namespace TaskTracker.Core.Reminders;

/// <summary>A reminder in words, as the fields of the templates: each on one line, whatever was printed.</summary>
/// <remarks>
/// The words follow the day on which they are read, not the threshold: a reminder that was caught up after a holiday says how late the
/// task is now.
/// </remarks>
public static class ReminderText
{
    private const int TitleCharacters = 40;
    private const int MatterCharacters = 200;
    private const int NamedUnits = 3;

    /// <summary>The fields of <see cref="TemplateName.Reminder"/> and <see cref="TemplateName.DigestItem"/>.</summary>
    public static Dictionary<string, string> FieldsOf(ReminderFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return new()
        {
            ["urgency"] = Mark(facts) + Urgency(facts),
            ["title"] = OneLine.Of(facts.TaskTitle, TitleCharacters),
            ["matter"] = OneLine.Of(facts.TaskTitle, MatterCharacters),
            ["number"] = facts.No is { } no ? $"第{OneLine.Of(no, TitleCharacters)}项" : "",
            ["list"] = facts.ListTitle is { } list ? $"《{OneLine.Of(list, TitleCharacters)}》" : "",
            ["whose"] = Whose(facts),
            ["duty"] = Duty(facts),
            ["due"] = Date(facts.DueOn),
            ["lateness"] = Lateness(facts),
            ["todo"] = WhatToDo(facts.Occasion, facts.Step),
            ["link"] = facts.Link ?? "",
            ["today"] = Date(facts.Today),
        };
    }

    /// <summary>What to do now, for each kind of thing that is late, due or coming up.</summary>
    internal static string WhatToDo(ReminderOccasion occasion, ReminderStep step) => (occasion, step) switch
    {
        (ReminderOccasion.TaskDue, ReminderStep.Overdue) => "请尽快办结并提交办结申请；尚不能办结的，请立即填报进展，说明逾期原因和预计办结日期。",
        (ReminderOccasion.TaskDue, ReminderStep.Due) => "请于今天提交办结申请；不能按期办结的，请于今天说明原因、申请延期。",
        (ReminderOccasion.TaskDue, _) => "请按期推进并填报进展，完成后提交办结申请；预计不能按期办结的，请在到期前说明原因、申请延期。",
        (ReminderOccasion.HandInAgain, _) => "请按退回意见办理，重新提交办结申请。",
        (ReminderOccasion.MilestoneDue, ReminderStep.Overdue) => "请尽快完成该节点并在系统中标记；尚不能完成的，请填报进展，说明原因。",
        (ReminderOccasion.MilestoneDue, _) => "请按期完成该节点，并在系统中标记。",
        (ReminderOccasion.ReportDue, ReminderStep.Overdue) => "请立即补报；无进展的，按要求零报告。",
        (ReminderOccasion.ReportDue, _) => "请按期填报进展；无进展的，按要求零报告。",
        (ReminderOccasion.ReceiptDue, _) => "请在系统中签收该任务；对任务有异议的，请及时提出。",
        (ReminderOccasion.AnswerDue, _) => "请按要求办理，并在系统中反馈。",
        (ReminderOccasion.DateMissing, _) => "请明确该任务的完成时限，并在系统中补录。",
        _ => throw new ArgumentOutOfRangeException(nameof(occasion), occasion, null),
    };

    /// <summary>逾期的任务, 临近到期的填报: what a digest's last lines speak of.</summary>
    internal static string Kind(ReminderOccasion occasion, ReminderStep step) => $"{NameOf(occasion, step)}的{Noun(occasion)}";

    internal static string NameOf(ReminderOccasion occasion, ReminderStep step) => (occasion, step) switch
    {
        (ReminderOccasion.DateMissing, _) => "时限未明确",
        (_, ReminderStep.Overdue) => "逾期",
        (_, ReminderStep.Due) => "今天到期",
        _ => "临近到期",
    };

    private static string Noun(ReminderOccasion occasion) => occasion switch
    {
        ReminderOccasion.HandInAgain => "退回任务",
        ReminderOccasion.MilestoneDue => "节点",
        ReminderOccasion.ReportDue => "进展填报",
        ReminderOccasion.ReceiptDue => "签收",
        ReminderOccasion.AnswerDue => "反馈",
        _ => "任务",
    };

    /// <summary>What it is, where it is not the task itself.</summary>
    private static string Mark(ReminderFacts facts) => facts.Occasion switch
    {
        ReminderOccasion.TaskDue or ReminderOccasion.DateMissing => "",
        ReminderOccasion.HandInAgain => "重新提交",
        ReminderOccasion.MilestoneDue => "节点",
        ReminderOccasion.ReportDue => "填报",
        ReminderOccasion.ReceiptDue => "签收",
        _ => "反馈",
    };

    private static string Urgency(ReminderFacts facts) => (facts.Occasion, facts.DaysLate) switch
    {
        (ReminderOccasion.DateMissing, _) => "时限未明确",
        (_, > 0 and var days) => $"逾期{days}天",
        (_, 0) => "今天到期",
        (_, -1) => "明天到期",
        (_, var days) => $"还有{-days}天到期",
    };

    private static string Duty(ReminderFacts facts)
    {
        var name = OneLine.Of(facts.Name ?? "", TitleCharacters);
        var by = $"应于{Date(facts.DueOn)}前（含当日）";
        return facts.Occasion switch
        {
            ReminderOccasion.TaskDue => $"{by}办结",
            ReminderOccasion.HandInAgain => $"{by}重新提交办结申请",
            ReminderOccasion.MilestoneDue => $"{by}完成节点“{name}”",
            ReminderOccasion.ReportDue => $"{by}提交{name}进展填报",
            ReminderOccasion.ReceiptDue => $"{by}签收",
            ReminderOccasion.AnswerDue => $"{by}反馈{name}",
            _ => "完成时限尚未明确",
        };
    }

    private static string Lateness(ReminderFacts facts) => (facts.Occasion, facts.Step) switch
    {
        (ReminderOccasion.DateMissing, _) => $"自{Date(facts.DueOn)}登记以来已{facts.DaysLate}天",
        (_, ReminderStep.Overdue) => $"截至{Date(facts.Today)}已逾期{facts.DaysLate}天",
        (_, ReminderStep.Due) => "今天到期",
        _ => $"距到期还有{-facts.DaysLate}天",
    };

    /// <summary>牵头单位：甲、乙、丙等5家; empty where the task has none. Where one unit of many is meant, it is named first.</summary>
    private static string Whose(ReminderFacts facts)
    {
        var leads = facts.LeadUnitNames switch
        {
            [] => "",
            { Count: <= NamedUnits } names => $"牵头单位：{Names(names)}",
            var names => $"牵头单位：{Names(names.Take(NamedUnits))}等{names.Count}家",
        };
        return facts.AskedUnitName is { } asked && !facts.LeadUnitNames.SequenceEqual([asked])
            ? $"责任单位：{OneLine.Of(asked, TitleCharacters)}{(leads.Length > 0 ? $"；{leads}" : "")}"
            : leads;
    }

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Names(IEnumerable<string> names) => string.Join('、', names.Select(name => OneLine.Of(name, TitleCharacters)));
}

/// <summary>What a reminder says of a task.</summary>
public sealed record ReminderFacts
{
    public ReminderOccasion Occasion { get; init; }

    /// <summary>The task's heading, or its measure where it has none.</summary>
    public required string TaskTitle { get; init; }

    /// <summary>The printed number, e.g. <c>3</c> or <c>（三）</c>; null where none is printed.</summary>
    public string? No { get; init; }

    /// <summary>The list that it stands in; null for a task that came from elsewhere.</summary>
    public string? ListTitle { get; init; }

    /// <summary>Names of the lead units (牵头单位) as they are called now.</summary>
    public IReadOnlyList<string> LeadUnitNames { get; init; } = [];

    /// <summary>The one unit from which a receipt, a report or an answer is asked; null where the leads are meant.</summary>
    public string? AskedUnitName { get; init; }

    /// <summary>The period of a report, the number of an order, the words of a milestone.</summary>
    public string? Name { get; init; }

    public required DateOnly DueOn { get; init; }

    /// <summary>The day in Beijing on which the reminder is written.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Where the task can be looked at; null where no address is settled.</summary>
    public string? Link { get; init; }

    /// <summary>Days since the date; negative ahead of it.</summary>
    public int DaysLate => Today.DayNumber - DueOn.DayNumber;

    public ReminderStep Step => Threshold.StepOf(DaysLate);
}
