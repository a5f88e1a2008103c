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

    /// <summary>The limits of tasks whose source gives none, by kind of source.</summary>
    public DefaultLimits DefaultLimits { get; init; } = new();
}
