using System.Globalization;
using TaskTracker.Core.Messages;

namespace TaskTracker.Core.Reminders;

/// <summary>A reminder that is to be put into a message.</summary>
/// <param name="Facts">What it says.</param>
/// <param name="Alone">It wants a message of its own.</param>
public sealed record ReminderToSend(ReminderFacts Facts, bool Alone);

/// <summary>
/// Puts the reminders of one recipient into messages: those that stand alone by themselves, all others in one digest. Nobody gets a flood:
/// of more than a few that stand alone, one message is made.
/// </summary>
public static class ReminderMessages
{
    /// <summary>So many messages of their own a recipient gets at once; more become one.</summary>
    public const int AloneAtMost = 3;

    /// <summary>Which reminders go into one message, by their places in the list: the most severe message first.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Bundle(IReadOnlyList<ReminderToSend> reminders, bool single)
    {
        ArgumentNullException.ThrowIfNull(reminders);
        var inOrder = reminders.Index().OrderByDescending(entry => entry.Item.Facts.DaysLate).ToList();
        int[] alone = [.. inOrder.Where(entry => entry.Item.Alone).Select(entry => entry.Index)];
        int[] others = [.. inOrder.Where(entry => !entry.Item.Alone).Select(entry => entry.Index)];
        return
        [
            .. alone.Length <= AloneAtMost ? alone.Select(index => (int[])[index]) : [alone],
            .. single ? others.Select(index => (int[])[index]) : others.Length > 0 ? [others] : Array.Empty<int[]>(),
        ];
    }

    /// <summary>The message of a bundle: a reminder by itself, or a digest.</summary>
    /// <param name="reminders">At least one, the most severe first.</param>
    /// <param name="unitName">The recipient's unit, or 督查室.</param>
    /// <param name="templates">The district's words.</param>
    public static Message Compose(IReadOnlyList<ReminderFacts> reminders, string unitName, MessageTemplates templates)
    {
        ArgumentNullException.ThrowIfNull(reminders);
        ArgumentNullException.ThrowIfNull(templates);
        ArgumentOutOfRangeException.ThrowIfZero(reminders.Count);
        return reminders is [var only]
            ? templates.Render(TemplateName.Reminder, Fields(only, unitName, 1))
            : Digest(reminders, unitName, templates);
    }

    private static Message Digest(IReadOnlyList<ReminderFacts> reminders, string unitName, MessageTemplates templates)
    {
        Message[] items = [.. reminders.Select((facts, index) => templates.Render(TemplateName.DigestItem, Fields(facts, unitName, index + 1)))];
        var kinds = reminders.OrderByDescending(facts => facts.Step).CountBy(facts => ReminderText.NameOf(facts.Occasion, facts.Step));
        var todo = reminders.Select(facts => (facts.Occasion, facts.Step)).Distinct()
            .OrderByDescending(kind => kind.Step).ThenBy(kind => kind.Occasion)
            .Select(kind => $"{ReminderText.Kind(kind.Occasion, kind.Step)}：{ReminderText.WhatToDo(kind.Occasion, kind.Step)}");
        var values = new Dictionary<string, string>
        {
            ["count"] = reminders.Count.ToString(CultureInfo.InvariantCulture),
            ["summary"] = string.Join('，', kinds.Select(kind => $"{kind.Value} 项{kind.Key}")),
            ["items"] = string.Join('\n', items.Select(item => item.Text)),
            ["todo"] = string.Join('\n', todo),
            ["today"] = reminders[0].Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["unit"] = unitName,
        };
        return templates.Render(
            TemplateName.Digest, values, new Dictionary<string, string>(values) { ["items"] = string.Join('\n', items.Select(item => item.Html)) });
    }

    private static Dictionary<string, string> Fields(ReminderFacts facts, string unitName, int index)
    {
        var fields = ReminderText.FieldsOf(facts);
        fields["index"] = index.ToString(CultureInfo.InvariantCulture);
        fields["unit"] = unitName;
        return fields;
    }
}
