using System.Globalization;
using System.Net;
using TaskTracker.Core.Messages;

namespace TaskTracker.Core.Reminders;

/// <summary>A reminder that is to be put into a message.</summary>
/// <param name="Facts">What it says.</param>
/// <param name="Alone">It wants a message of its own.</param>
public sealed record ReminderToSend(ReminderFacts Facts, bool Alone);

/// <summary>What happened on a task, as it stands in the inbox.</summary>
/// <param name="Title">One line.</param>
/// <param name="Body">Plain text.</param>
/// <param name="Link">Where the task can be looked at; null where no address is settled.</param>
public sealed record NoticeToTell(string Title, string Body, string? Link);

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

    /// <summary>The message of a bundle: a reminder or a notice by itself, or a digest of all.</summary>
    /// <param name="reminders">The most severe first.</param>
    /// <param name="notices">What else is told; with no reminder, at least one.</param>
    /// <param name="unitName">The recipient's unit, or 督查室.</param>
    /// <param name="today">The day in Beijing.</param>
    /// <param name="templates">The district's words.</param>
    public static Message Compose(
        IReadOnlyList<ReminderFacts> reminders, IReadOnlyList<NoticeToTell> notices, string unitName, DateOnly today, MessageTemplates templates)
    {
        ArgumentNullException.ThrowIfNull(reminders);
        ArgumentNullException.ThrowIfNull(notices);
        ArgumentNullException.ThrowIfNull(templates);
        ArgumentOutOfRangeException.ThrowIfZero(reminders.Count + notices.Count);
        return (reminders, notices) switch
        {
            ([var only], []) => templates.Render(TemplateName.Reminder, Fields(only, unitName, 1)),
            ([], [var only]) => templates.Render(TemplateName.Notice, Fields(only, unitName, today)),
            ([], _) => Notices(notices, unitName, today, templates),
            _ => Digest(reminders, notices, unitName, templates),
        };
    }

    private static Message Notices(IReadOnlyList<NoticeToTell> notices, string unitName, DateOnly today, MessageTemplates templates)
    {
        Message[] items = [.. notices.Select(notice => templates.Render(TemplateName.Notice, Fields(notice, unitName, today)))];
        var values = new Dictionary<string, string>
        {
            ["count"] = notices.Count.ToString(CultureInfo.InvariantCulture),
            ["first"] = notices[0].Title,
            ["items"] = string.Join("\n\n", items.Select((item, index) => $"{index + 1}. {item.Subject}\n{item.Text}")),
            ["today"] = Date(today),
            ["unit"] = unitName,
        };
        return templates.Render(
            TemplateName.Notices, values, new Dictionary<string, string>(values) { ["items"] = string.Join('\n', items.Select(item => item.Html)) });
    }

    private static Message Digest(
        IReadOnlyList<ReminderFacts> reminders, IReadOnlyList<NoticeToTell> notices, string unitName, MessageTemplates templates)
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
            ["notices"] = string.Join('\n', notices.Select((notice, index) => $"{index + 1}. {notice.Title}")),
            ["today"] = Date(reminders[0].Today),
            ["unit"] = unitName,
        };
        return templates.Render(
            TemplateName.Digest, values, new Dictionary<string, string>(values)
            {
                ["items"] = string.Join('\n', items.Select(item => item.Html)),
                ["notices"] = string.Join('\n', notices.Select(notice => $"<p>{WebUtility.HtmlEncode(notice.Title)}</p>")),
            });
    }

    private static Dictionary<string, string> Fields(NoticeToTell notice, string unitName, DateOnly today) => new()
    {
        ["title"] = notice.Title,
        ["body"] = notice.Body,
        ["link"] = notice.Link ?? "",
        ["today"] = Date(today),
        ["unit"] = unitName,
    };

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Fields(ReminderFacts facts, string unitName, int index)
    {
        var fields = ReminderText.FieldsOf(facts);
        fields["index"] = index.ToString(CultureInfo.InvariantCulture);
        fields["unit"] = unitName;
        return fields;
    }
}
