namespace TaskTracker.Core.Reporting;

/// <summary>What a lead expects of its date (预警; DEMANDS 17).</summary>
public enum Outlook
{
    /// <summary>The date will be kept; takes an earlier warning back.</summary>
    OnTrack,

    /// <summary>The date may not be kept.</summary>
    AtRisk,

    /// <summary>The date cannot be kept.</summary>
    CannotMeet,
}

/// <summary>The warning in force on a task. It moves no deadline; that takes an extension.</summary>
/// <param name="Outlook">At risk or cannot meet.</param>
/// <param name="Since">Since when without a break.</param>
/// <param name="Reason">Why, in the lead's words.</param>
/// <param name="ExpectedOn">The day that the lead expects instead; always there with cannot meet.</param>
public sealed record Forecast(Outlook Outlook, DateOnly Since, string Reason, DateOnly? ExpectedOn);
