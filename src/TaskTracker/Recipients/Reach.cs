using TaskTracker.Core.Reminders;
using TaskTracker.Platform;
using TaskTracker.Rules;

namespace TaskTracker.Recipients;

/// <summary>How the recipients of a district are reached: its rules, what is set up, and what each has chosen.</summary>
internal sealed record Reach
{
    public required RemindingRules Rules { get; init; }

    /// <summary>The channels that work: <c>mail</c>, and the codes of active gateways.</summary>
    public required IReadOnlySet<string> SetUp { get; init; }

    public required IReadOnlyDictionary<Recipient, RecipientPreference> Preferences { get; init; }

    public static async Task<Reach> LoadAsync(Session session, string districtId, IReadOnlySet<string> setUp) => new()
    {
        Rules = (await session.RulesOfAsync(districtId)).Reminding,
        SetUp = setUp,
        Preferences = new Dictionary<Recipient, RecipientPreference>(),
    };

    public RecipientPreference PreferenceOf(Recipient recipient) => Preferences.GetValueOrDefault(recipient, RecipientPreference.Default);

    /// <param name="collectingUnitId">汇总单位 of the task's list.</param>
    /// <param name="leaders">牵头领导 as printed.</param>
    public AudienceFacts AudienceOf(long? collectingUnitId, IReadOnlyList<string> leaders) => new()
    {
        CollectingUnitId = collectingUnitId,
        Leaders = leaders,
        Channels = Rules.Channels,
        SetUp = SetUp,
        Preferences = Preferences,
    };
}
