using TaskTracker.Core.Attention;
using TaskTracker.Core.Reminders;

namespace TaskTracker.Core.Tasks;

/// <summary>
/// What a district has settled for itself (DEMANDS, "Local": rules that differ from district to district are settings). The defaults are
/// those that several districts share.
/// </summary>
public sealed record DistrictRules
{
    public static readonly DistrictRules Default = new();

    /// <summary>Within how many working days after a task was laid on it a unit acknowledges it (签收), 1 to 60.</summary>
    public int ReceiptWorkingDays { get; init; } = 3;

    /// <summary>A task lies behind when its share of time exceeds its share of work by more than so many points, 1 to 99 (DEMANDS 18).</summary>
    public int PacePoints { get; init; } = 25;

    /// <summary>Before so much of its time has passed no task lies behind, 0 to 100 percent.</summary>
    public int PaceFromPercent { get; init; } = 50;

    /// <summary>Who approves an extension, in this order (DEMANDS 23); a collecting unit's step is left out where the list has none.</summary>
    public IReadOnlyList<ApprovalStep> ExtensionSteps { get; init; } = [ApprovalStep.SupervisionOffice];

    /// <summary>How often a task is extended on its lead's request, 0 to 20; further ones are filed and decided by the office alone.</summary>
    public int ExtensionLimit { get; init; } = 2;

    /// <summary>Within how many days of its closing a lead appeals against it (复核), 1 to 366 (政府督查工作条例 §17: 30; DEMANDS 27).</summary>
    public int AppealDays { get; init; } = 30;

    /// <summary>Within how many days an appeal is ruled on, 1 to 366 (§17: 30).</summary>
    public int AppealRulingDays { get; init; } = 30;

    /// <summary>The levels of supervision orders from the mildest up (DEMANDS 22): each follows because the last one's date was missed.</summary>
    public IReadOnlyList<LadderStep> OrderLadder { get; init; } =
        [new("blue", "蓝色督办", 5), new("orange", "橙色督办", 3), new("red", "红色督办", 2)];

    /// <summary>Within how many days a leader's instruction is carried out, by its urgency (DEMANDS 12).</summary>
    public IReadOnlyList<InstructionLimit> InstructionLimits { get; init; } = [new("urgent", 5), new("ordinary", 15), new("long", 30)];

    /// <summary>From when on a task is proposed for the office's attention (DEMANDS 30).</summary>
    public AttentionRule Attention { get; init; } = AttentionRule.Default;

    /// <summary>The limits of tasks whose source gives none, by kind of source.</summary>
    public DefaultLimits DefaultLimits { get; init; } = new();

    /// <summary>How messages leave the service: quiet hours, channels by role, what is done about a message of unknown fate (DEMANDS 31, 32).</summary>
    public RemindingRules Reminding { get; init; } = RemindingRules.Default;
}

/// <summary>A level of supervision orders (督办单).</summary>
/// <param name="Level">Its code, e.g. <c>blue</c>.</param>
/// <param name="Name">What it is called in letters, e.g. 蓝色督办.</param>
/// <param name="AnswerWorkingDays">Working days until the answer where the order sets no date, 1 to 60.</param>
public sealed record LadderStep(string Level, string Name, int AnswerWorkingDays);

/// <summary>The limit of instructions (批示) of one urgency.</summary>
/// <param name="Urgency">Its code, e.g. <c>urgent</c>.</param>
/// <param name="Days">Days from the day on which it was given, 1 to 366.</param>
public sealed record InstructionLimit(string Urgency, int Days);
