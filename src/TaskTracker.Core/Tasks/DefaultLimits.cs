using System.Globalization;
using TaskTracker.Core.Deadlines;

namespace TaskTracker.Core.Tasks;

/// <summary>How pressing an instruction is; decides on its default limit.</summary>
public enum Urgency
{
    /// <summary>一般.</summary>
    Normal,

    /// <summary>急办: 1 to 5 days.</summary>
    Urgent,

    /// <summary>需较长时间的.</summary>
    Long,
}

/// <summary>A limit that holds where none is printed.</summary>
/// <param name="Amount">1 to 365.</param>
/// <param name="InWorkingDays">Working days, or days.</param>
public sealed record DefaultLimit(int Amount, bool InWorkingDays = false);

/// <summary>
/// Within how many days a task is to be done where its source gives no date, by kind of source (DEMANDS 12: documents 30 days, minutes 20,
/// instructions 1–5, 15 or 30). Districts differ, so all of them are settings.
/// </summary>
public sealed record DefaultLimits
{
    /// <summary>Documents, and every source that has no limit of its own.</summary>
    public DefaultLimit Document { get; init; } = new(30);

    /// <summary>Minutes of meetings (会议纪要).</summary>
    public DefaultLimit Meeting { get; init; } = new(20);

    /// <summary>Leaders' instructions (批示).</summary>
    public DefaultLimit Instruction { get; init; } = new(15);

    public DefaultLimit UrgentInstruction { get; init; } = new(5);

    public DefaultLimit LongInstruction { get; init; } = new(30);

    public DefaultLimit Petition { get; init; } = new(30);

    /// <summary>Deputies' motions (建议提案).</summary>
    public DefaultLimit Motion { get; init; } = new(30);

    public DefaultLimit Inspection { get; init; } = new(30);

    /// <summary>The limit for a task of this origin, as it stands on tasks.</summary>
    public DefaultLimit Of(string origin, Urgency urgency = Urgency.Normal) => (origin, urgency) switch
    {
        ("meeting", _) => Meeting,
        ("instruction", Urgency.Urgent) => UrgentInstruction,
        ("instruction", Urgency.Long) => LongInstruction,
        ("instruction", _) => Instruction,
        ("petition", _) => Petition,
        ("motion", _) => Motion,
        ("inspection", _) => Inspection,
        _ => Document,
    };
}

/// <summary>Makes the deadline of a task that has none; it says that it is a default one.</summary>
public static class DefaultDeadlines
{
    /// <summary>What a default limit runs from.</summary>
    public const string RecordedOn = "登记之日";

    public static RelativeLimit ToRelative(this DefaultLimit limit)
    {
        ArgumentNullException.ThrowIfNull(limit);
        return new(limit.Amount, limit.InWorkingDays ? LimitUnit.WorkingDays : LimitUnit.Days, RecordedOn);
    }

    /// <summary>默认时限：自登记之日起20日内.</summary>
    public static string TextOf(DefaultLimit limit)
    {
        ArgumentNullException.ThrowIfNull(limit);
        return string.Create(CultureInfo.InvariantCulture, $"默认时限：自{RecordedOn}起{limit.Amount}{(limit.InWorkingDays ? "个工作日" : "日")}内");
    }
}
