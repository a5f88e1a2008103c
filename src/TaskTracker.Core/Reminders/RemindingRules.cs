namespace TaskTracker.Core.Reminders;

/// <summary>How a district's messages leave the service; what falls due when stands in <see cref="ReminderRules"/>.</summary>
public sealed record RemindingRules
{
    public static readonly RemindingRules Default = new();

    /// <summary>When nothing is sent, in Beijing; it waits until they end.</summary>
    public QuietHours Quiet { get; init; } = new(new TimeOnly(20, 0), new TimeOnly(8, 0));

    /// <summary>By which channels besides the inbox each is told.</summary>
    public ChannelsByRole Channels { get; init; } = new();

    /// <summary>What happens to a message of which nobody knows whether it arrived.</summary>
    public UnknownPolicy Unknown { get; init; }
}

/// <summary>A span of each day; one that ends before it begins goes over midnight, one of no length is none.</summary>
public sealed record QuietHours(TimeOnly From, TimeOnly Until)
{
    public bool Contains(TimeOnly time) => From <= Until ? From <= time && time < Until : From <= time || time < Until;
}

/// <summary>What happens to a message whose fate is not known.</summary>
public enum UnknownPolicy
{
    /// <summary>It is shown, and sent again only by hand.</summary>
    ByHand,

    /// <summary>It is sent again once by itself, with the same Message-ID.</summary>
    Once,
}

/// <summary>The channels of each kind of recipient: <c>mail</c> and the codes of the district's gateways. What is not set up is passed over.</summary>
public sealed record ChannelsByRole
{
    private static readonly string[] MailOnly = [Channel.Mail];

    public IReadOnlyList<string> Contact { get; init; } = MailOnly;

    public IReadOnlyList<string> Deputy { get; init; } = MailOnly;

    public IReadOnlyList<string> Head { get; init; } = MailOnly;

    public IReadOnlyList<string> CollectingUnit { get; init; } = MailOnly;

    public IReadOnlyList<string> Office { get; init; } = MailOnly;

    public IReadOnlyList<string> Leader { get; init; } = MailOnly;

    public IReadOnlyList<string> Of(RecipientRole role) => role switch
    {
        RecipientRole.Contact => Contact,
        RecipientRole.Deputy => Deputy,
        RecipientRole.Head => Head,
        RecipientRole.CollectingUnit => CollectingUnit,
        RecipientRole.Office => Office,
        RecipientRole.Leader => Leader,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };
}

/// <summary>Names of channels, as they stand in the ledger; any other is the code of a gateway.</summary>
public static class Channel
{
    /// <summary>Read inside the service.</summary>
    public const string InApp = "in_app";

    public const string Mail = "mail";
}
