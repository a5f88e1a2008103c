using TaskTracker.Core.Reminders;

namespace TaskTracker.Core.Tests.Reminders;

public sealed class ReminderAudienceTests
{
    private static readonly ReminderSubject Subject = new() { Occasion = ReminderOccasion.TaskDue, Version = 1, DueOn = default, BeganOn = default, Units = [3, 5] };

    [Test]
    public void A_unit_is_told_in_its_inbox_and_each_of_its_persons_by_the_channels_of_the_role()
    {
        var facts = Facts("mail", "sms") with { Channels = new ChannelsByRole { Contact = ["mail"], Head = ["mail", "sms"] } };

        Assert.That(Told(Subject, facts, Line(-7, RecipientRole.Contact), Line(14, RecipientRole.Contact, RecipientRole.Head)), Is.EquivalentTo(new[]
        {
            "unit:3 in_app D-7 D+14", "unit:3/contact mail D-7 D+14", "unit:3/head mail D+14", "unit:3/head sms D+14",
            "unit:5 in_app D-7 D+14", "unit:5/contact mail D-7 D+14", "unit:5/head mail D+14", "unit:5/head sms D+14",
        }));
    }

    [Test]
    public void Where_nobody_is_known_the_office_stands_in_and_is_told_as_the_office()
    {
        var facts = Facts("mail", "sms") with { Channels = new ChannelsByRole { Contact = ["sms"], Office = ["mail"] } };

        Assert.That(
            Told(Subject with { Units = [] }, facts, Line(0, RecipientRole.Contact), Line(0, RecipientRole.CollectingUnit)),
            Is.EquivalentTo(new[] { "office in_app D0 D0", "office mail D0 D0" }));
    }

    [Test]
    public void The_collecting_unit_is_told_through_its_contact() =>
        Assert.That(
            Told(Subject, Facts("mail") with { CollectingUnitId = 9 }, Line(0, RecipientRole.CollectingUnit)),
            Is.EquivalentTo(new[] { "unit:9 in_app D0", "unit:9/contact mail D0" }));

    [Test]
    public void A_leader_has_no_inbox_and_is_told_through_the_offices()
    {
        Assert.That(Told(Subject, Facts("mail") with { HasStandIn = true }, Line(60, RecipientRole.Leader)), Is.EquivalentTo(new[] { "office in_app D+60", "leader mail D+60" }));
        Assert.That(Told(Subject, Facts("mail"), Line(60, RecipientRole.Leader)), Is.EquivalentTo(new[] { "office in_app D+60", "office mail D+60" }));
        Assert.That(
            Told(Subject, Facts("mail") with { Leaders = ["张三", "李四"] }, Line(60, RecipientRole.Leader)),
            Is.EquivalentTo(new[] { "office in_app D+60", "leader:张三 mail D+60", "leader:李四 mail D+60" }));
    }

    [Test]
    public void A_channel_that_is_not_set_up_is_passed_over() =>
        Assert.That(Told(Subject with { Units = [3] }, Facts(), Line(0, RecipientRole.Contact)), Is.EquivalentTo(new[] { "unit:3 in_app D0" }));

    [Test]
    public void A_recipient_can_silence_what_lies_ahead_but_not_what_is_overdue_or_stands_alone()
    {
        var facts = Facts("mail") with
        {
            Preferences = new Dictionary<Recipient, RecipientPreference>
            {
                [new(3, RecipientRole.Contact)] = new() { Silenced = [ReminderStep.Upcoming, ReminderStep.Due], Channels = [] },
            },
        };

        Assert.That(
            Told(Subject with { Units = [3] }, facts, Line(-7, RecipientRole.Contact), Line(0, RecipientRole.Contact), Line(-1, RecipientRole.Contact) with { Alone = true }, Line(7, RecipientRole.Contact)),
            Is.EquivalentTo(new[] { "unit:3 in_app D-7 D0 D-1 D+7", "unit:3/contact mail D-1 D+7" }));
    }

    [Test]
    public void A_preference_that_would_silence_what_is_overdue_or_lies_in_the_quiet_hours_is_refused()
    {
        Assert.That(new RecipientPreference { Silenced = [ReminderStep.Overdue] }.FaultBy(RemindingRules.Default)?.Field, Is.EqualTo("silenced"));
        Assert.That(new RecipientPreference { At = new(21, 0) }.FaultBy(RemindingRules.Default)?.Field, Is.EqualTo("at"));
        Assert.That(new RecipientPreference { At = new(8, 0), Silenced = [ReminderStep.Due] }.FaultBy(RemindingRules.Default), Is.Null);
    }

    private static AudienceFacts Facts(params string[] setUp) => new() { Channels = new ChannelsByRole(), SetUp = setUp.ToHashSet() };

    private static ReminderLine Line(int offset, params RecipientRole[] recipients) =>
        new() { Occasion = ReminderOccasion.TaskDue, Offset = offset, Recipients = recipients };

    private static string[] Told(ReminderSubject subject, AudienceFacts facts, params ReminderLine[] lines) =>
        [.. ReminderAudience.Of(subject, lines, facts).Select(told => $"{told.Recipient} {told.Channel} {string.Join(' ', told.Lines.Select(line => new Threshold(line.Unit, line.Offset)))}")];
}
