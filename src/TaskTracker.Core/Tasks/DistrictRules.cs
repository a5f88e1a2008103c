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
}
