using System.Diagnostics.CodeAnalysis;

namespace TaskTracker.Core.Reminders;

/// <summary>The written rules of reminders, of a list or a district: always valid once they exist.</summary>
public sealed class ReminderRules
{
    /// <summary>How far ahead of a date, or between two reminders, a rule can reach, in days: a year.</summary>
    public const int MaxDaysBefore = 366;

    /// <summary>How long after a date a first reminder can lie, in days: ten years.</summary>
    public const int MaxDaysAfter = 3660;

    public const int MaxLines = 100;

    private const int WholeTime = 100;

    private readonly ILookup<ReminderOccasion, ReminderLine> _ofOccasion;

    private ReminderRules(IReadOnlyList<ReminderLine> lines) => (Lines, _ofOccasion) = (lines, lines.ToLookup(line => line.Occasion));

    /// <summary>
    /// What holds where nothing was written. Ahead of a date and on it the contact; overdue every week contact and deputy, after two
    /// weeks the head of the unit, after a month the supervision office, after two the leader (DEMANDS 31; DESIGN § 5).
    /// </summary>
    public static ReminderRules Default { get; } = new(
    [
        Line(ReminderOccasion.TaskDue, -30, RecipientRole.Contact),
        Line(ReminderOccasion.TaskDue, -7, RecipientRole.Contact),
        Line(ReminderOccasion.TaskDue, -1, RecipientRole.Contact),
        Line(ReminderOccasion.TaskDue, 0, RecipientRole.Contact),
        Repeated(ReminderOccasion.TaskDue, 7, RecipientRole.Contact, RecipientRole.Deputy),
        Escalation(ReminderOccasion.TaskDue, 14, RecipientRole.Head),
        Escalation(ReminderOccasion.TaskDue, 30, RecipientRole.Office),
        Escalation(ReminderOccasion.TaskDue, 60, RecipientRole.Leader),
        Line(ReminderOccasion.HandInAgain, -3, RecipientRole.Contact),
        Line(ReminderOccasion.HandInAgain, 0, RecipientRole.Contact),
        Repeated(ReminderOccasion.HandInAgain, 7, RecipientRole.Contact, RecipientRole.Deputy),
        Escalation(ReminderOccasion.HandInAgain, 14, RecipientRole.Head),
        Line(ReminderOccasion.MilestoneDue, -7, RecipientRole.Contact),
        Line(ReminderOccasion.MilestoneDue, 0, RecipientRole.Contact),
        Repeated(ReminderOccasion.MilestoneDue, 14, RecipientRole.Contact),
        Worked(ReminderOccasion.ReportDue, -2, RecipientRole.Contact),
        Worked(ReminderOccasion.ReportDue, 0, RecipientRole.Contact),
        Worked(ReminderOccasion.ReportDue, 1, RecipientRole.Contact, RecipientRole.Deputy),
        Worked(ReminderOccasion.ReportDue, 5, RecipientRole.Contact, RecipientRole.Deputy, RecipientRole.CollectingUnit) with { Every = 5 },
        Worked(ReminderOccasion.ReportDue, 10, RecipientRole.Head) with { Alone = true },
        Worked(ReminderOccasion.ReceiptDue, 0, RecipientRole.Contact),
        Worked(ReminderOccasion.ReceiptDue, 1, RecipientRole.Contact, RecipientRole.Deputy),
        Worked(ReminderOccasion.ReceiptDue, 5, RecipientRole.Contact, RecipientRole.Head, RecipientRole.Office) with { Every = 5 },
        Worked(ReminderOccasion.AnswerDue, -1, RecipientRole.Contact),
        Worked(ReminderOccasion.AnswerDue, 0, RecipientRole.Contact),
        Worked(ReminderOccasion.AnswerDue, 1, RecipientRole.Contact, RecipientRole.Head, RecipientRole.Office) with { Alone = true, Every = 3 },
        Repeated(ReminderOccasion.DateMissing, 30, RecipientRole.Office),
    ]);

    public IReadOnlyList<ReminderLine> Lines { get; }

    /// <summary>The lines that speak of an occasion, as they were written.</summary>
    public IEnumerable<ReminderLine> Of(ReminderOccasion occasion) => _ofOccasion[occasion];

    /// <param name="lines">In any order; none at all: nobody is reminded.</param>
    /// <param name="rules">The rules, if they are any.</param>
    /// <param name="error">Otherwise one sentence that names the line, what it says and what is allowed.</param>
    public static bool TryCreate(
        IReadOnlyList<ReminderLine> lines, [NotNullWhen(true)] out ReminderRules? rules, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(lines);
        (rules, error) = (null, FaultOf(lines));
        if (error is not null)
            return false;

        rules = new ReminderRules([.. lines]);
        return true;
    }

    private static string? FaultOf(IReadOnlyList<ReminderLine> lines)
    {
        if (lines.Count > MaxLines)
            return $"There are {lines.Count} lines; allowed are at most {MaxLines}.";

        var seen = new HashSet<(ReminderOccasion, Threshold, RecipientRole)>();
        foreach (var (index, line) in lines.Index())
        {
            if (FaultOf(line) is { } fault)
                return $"Line {index + 1} {fault}";

            foreach (var role in line.Recipients)
            {
                if (!seen.Add((line.Occasion, line.Threshold, role)))
                    return $"Line {index + 1} tells {role} of {line.Occasion} at {line.Threshold} a second time.";
            }
        }

        return null;
    }

    private static string? FaultOf(ReminderLine line) => line switch
    {
        { Recipients: null or [] } => "has no recipient; at least one is needed.",
        { Unit: ThresholdUnit.Percent, Offset: < 1 or > WholeTime } =>
            $"says {line.Offset} percent; a share of the time from 1 to {WholeTime} is allowed, another never comes.",
        { Unit: ThresholdUnit.Percent, Every: not null } => "repeats a share of the time; only days and working days repeat.",
        { Unit: ThresholdUnit.Percent, Occasion: ReminderOccasion.DateMissing } =>
            "counts a share of the time of a date that is missing; days or working days after the recording are allowed.",
        { Occasion: ReminderOccasion.DateMissing, Offset: < 0 } =>
            $"says {line.Offset} days before the task was recorded, which never comes; 0 to {MaxDaysAfter} are allowed.",
        { Offset: < -MaxDaysBefore or > MaxDaysAfter } =>
            $"says {line.Offset} days; {-MaxDaysBefore} (before) to {MaxDaysAfter} (after the date) are allowed.",
        { Every: < 1 or > MaxDaysBefore } => $"repeats every {line.Every} days; 1 to {MaxDaysBefore} are allowed.",
        { Every: not null, Offset: < 0 } => $"repeats from {-line.Offset} days before the date; only what begins on the date or after it repeats.",
        _ => null,
    };

    private static ReminderLine Line(ReminderOccasion occasion, int days, params RecipientRole[] recipients) =>
        new() { Occasion = occasion, Offset = days, Recipients = recipients };

    private static ReminderLine Repeated(ReminderOccasion occasion, int days, params RecipientRole[] recipients) =>
        Line(occasion, days, recipients) with { Every = days };

    private static ReminderLine Escalation(ReminderOccasion occasion, int days, params RecipientRole[] recipients) =>
        Line(occasion, days, recipients) with { Alone = true };

    private static ReminderLine Worked(ReminderOccasion occasion, int days, params RecipientRole[] recipients) =>
        Line(occasion, days, recipients) with { Unit = ThresholdUnit.WorkingDays };
}
