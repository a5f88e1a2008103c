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

    /// <summary>The names of the leaders whom the district's contacts know.</summary>
    public required IReadOnlySet<string> Leaders { get; init; }

    /// <summary>One of them stands for those whom nobody knows.</summary>
    public required bool HasStandIn { get; init; }

    public static async Task<Reach> LoadAsync(Session session, string districtId, IReadOnlySet<string> setUp)
    {
        var contacts = (await session.DistrictContactsOfAsync(districtId)).Contacts;
        var preferences = await session.PreferencesOfAsync(districtId);
        if (contacts.Office?.Preference is { } ofOffice)
            preferences[Recipient.Office] = ofOffice;
        foreach (var leader in contacts.Leaders.Where(leader => leader.Preference is not null))
            preferences[new Recipient(null, Leader: leader.Name)] = leader.Preference!;
        if (contacts.StandIn?.Preference is { } ofStandIn)
            preferences[new Recipient(null, Leader: "")] = ofStandIn;
        return new Reach
        {
            Rules = (await session.RulesOfAsync(districtId)).Reminding,
            SetUp = setUp,
            Preferences = preferences,
            Leaders = contacts.Leaders.Select(leader => leader.Name).ToHashSet(),
            HasStandIn = contacts.StandIn is not null,
        };
    }

    public RecipientPreference PreferenceOf(Recipient recipient) => Preferences.GetValueOrDefault(recipient, RecipientPreference.Default);

    /// <param name="collectingUnitId">汇总单位 of the task's list.</param>
    /// <param name="leaders">牵头领导 as printed.</param>
    public AudienceFacts AudienceOf(long? collectingUnitId, IReadOnlyList<string> leaders) => new()
    {
        CollectingUnitId = collectingUnitId,
        Leaders = [.. leaders.Where(Leaders.Contains)],
        HasStandIn = HasStandIn,
        Channels = Rules.Channels,
        SetUp = SetUp,
        Preferences = Preferences,
    };

    /// <summary>The channels besides the inbox by which a recipient is told what is not a reminder.</summary>
    public IEnumerable<string> ChannelsOf(RecipientRole role) => Rules.Channels.Of(role).Where(SetUp.Contains);
}
