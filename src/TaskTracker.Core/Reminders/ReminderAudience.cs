namespace TaskTracker.Core.Reminders;

/// <summary>Who is told of a subject by which channel, and which lines of the rules speak to them there.</summary>
public sealed record ReminderAudience(Recipient Recipient, string Channel, IReadOnlyList<ReminderLine> Lines)
{
    /// <summary>
    /// Takes the roles of the lines apart into recipients. Each has the inbox that it reads; the other channels are those that the
    /// district has settled for the role, as far as they are set up and the recipient hears them.
    /// </summary>
    public static IReadOnlyList<ReminderAudience> Of(ReminderSubject subject, IEnumerable<ReminderLine> lines, AudienceFacts facts)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(facts);
        var told = new Dictionary<(Recipient, string), List<ReminderLine>>();
        foreach (var line in lines)
        {
            foreach (var role in line.Recipients)
            {
                foreach (var recipient in RecipientsOf(role, subject, facts))
                    Address(recipient, RoleOf(recipient, role), line);
            }
        }

        return [.. told.Select(entry => new ReminderAudience(entry.Key.Item1, entry.Key.Item2, entry.Value))];

        void Address(Recipient recipient, RecipientRole role, ReminderLine line)
        {
            Add(recipient.Inbox, Reminders.Channel.InApp, line);
            foreach (var channel in facts.ChannelsOf(role))
            {
                if (facts.PreferenceOf(recipient).Hears(channel, line))
                    Add(recipient, channel, line);
            }
        }

        void Add(Recipient recipient, string channel, ReminderLine line)
        {
            if (!told.TryGetValue((recipient, channel), out var known))
                told[(recipient, channel)] = known = [];
            if (!known.Contains(line))
                known.Add(line);
        }
    }

    private static IEnumerable<Recipient> RecipientsOf(RecipientRole role, ReminderSubject subject, AudienceFacts facts) => role switch
    {
        RecipientRole.Office => [Recipient.Office],
        RecipientRole.Leader => facts switch
        {
            { Leaders.Count: > 0 } => facts.Leaders.Select(name => new Recipient(null, Leader: name)),
            { HasStandIn: true } => [new Recipient(null, Leader: "")],
            _ => [Recipient.Office],
        },
        RecipientRole.CollectingUnit => facts.CollectingUnitId is { } unit ? [new Recipient(unit, RecipientRole.Contact)] : [Recipient.Office],
        _ => subject.Units.Select(unit => new Recipient(unit, role)).Concat(subject.HasUnknownUnit || subject.Units.Count == 0 ? [Recipient.Office] : []),
    };

    /// <summary>The office in somebody's place is told as the office.</summary>
    private static RecipientRole RoleOf(Recipient recipient, RecipientRole role) => recipient.IsOffice ? RecipientRole.Office : role;
}

/// <summary>What is known of those who can be told.</summary>
public sealed record AudienceFacts
{
    /// <summary>汇总单位 of the task's list.</summary>
    public long? CollectingUnitId { get; init; }

    /// <summary>The leaders in charge of the task whom the district's contacts know.</summary>
    public IReadOnlyList<string> Leaders { get; init; } = [];

    /// <summary>A leader of the district stands for those whom nobody knows; where none does, the office is told.</summary>
    public bool HasStandIn { get; init; }

    /// <summary>The channels of the district.</summary>
    public required ChannelsByRole Channels { get; init; }

    /// <summary>Which of them are set up: <see cref="Channel.Mail"/> and codes of gateways.</summary>
    public required IReadOnlySet<string> SetUp { get; init; }

    /// <summary>What recipients have chosen.</summary>
    public IReadOnlyDictionary<Recipient, RecipientPreference> Preferences { get; init; } = new Dictionary<Recipient, RecipientPreference>();

    internal IEnumerable<string> ChannelsOf(RecipientRole role) => SetUp.Count == 0 ? [] : Channels.Of(role).Where(SetUp.Contains);

    internal RecipientPreference PreferenceOf(Recipient recipient) => Preferences.GetValueOrDefault(recipient, RecipientPreference.Default);
}
