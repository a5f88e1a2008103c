using System.Net;
using System.Text.RegularExpressions;

namespace TaskTracker.Core.Messages;

/// <summary>What a template is for.</summary>
public enum TemplateName
{
    /// <summary>One reminder, alone in its message.</summary>
    Reminder,

    /// <summary>All reminders of a run for one recipient; its <c>items</c> are made by <see cref="DigestItem"/>.</summary>
    Digest,

    /// <summary>One reminder inside a digest; has no subject.</summary>
    DigestItem,

    /// <summary>What happened on a task, told by mail or gateway as it stands in the inbox.</summary>
    Notice,

    /// <summary>Several of these in one message.</summary>
    Notices,
}

/// <summary>A template as an office writes it.</summary>
/// <param name="Subject">One line; null where there is none.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Html">The same as HTML; null: made from the text.</param>
public sealed record MessageTemplate(string? Subject, string Text, string? Html = null);

/// <summary>A message in words.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Html">The same as HTML.</param>
public sealed record Message(string Subject, string Text, string Html);

/// <summary>The templates of a district: its own, and the defaults where it has none.</summary>
public sealed partial class MessageTemplates
{
    public const int MaxSubject = 200, MaxText = 20_000;

    private static readonly HashSet<string> HtmlFields = ["items", "notices"];

    /// <summary>What can be said of one reminder.</summary>
    private static readonly string[] ReminderFields =
        ["urgency", "title", "matter", "number", "list", "whose", "duty", "due", "lateness", "todo", "link", "today", "unit"];

    private static readonly Dictionary<TemplateName, string[]> Fields = new()
    {
        [TemplateName.Reminder] = ReminderFields,
        [TemplateName.DigestItem] = [.. ReminderFields, "index"],
        [TemplateName.Digest] = ["count", "summary", "items", "todo", "notices", "today", "unit"],
        [TemplateName.Notice] = ["title", "body", "link", "today", "unit"],
        [TemplateName.Notices] = ["count", "first", "items", "today", "unit"],
    };

    private static readonly Dictionary<TemplateName, MessageTemplate> Written = new()
    {
        [TemplateName.Reminder] = new(
            "【{{urgency}}】{{title}}[[（{{number}}）]]",
            "{{list}}{{number}}“{{matter}}”[[（{{whose}}）]]，{{duty}}，{{lateness}}。{{todo}}[[\n{{link}}]]"),
        [TemplateName.DigestItem] = new(
            null, "{{index}}. 【{{urgency}}】{{title}}[[（{{number}}）]][[（{{whose}}）]]，{{duty}}[[，见{{list}}]][[\n   {{link}}]]"),
        [TemplateName.Digest] = new("{{count}} 项任务提醒：{{summary}}", "{{items}}\n{{todo}}[[\n\n其他通知：\n{{notices}}]]"),
        [TemplateName.Notice] = new("{{title}}", "{{body}}[[\n{{link}}]]"),
        [TemplateName.Notices] = new("{{count}} 条通知：{{first}}", "{{items}}"),
    };

    private readonly Dictionary<TemplateName, Parsed> _templates;

    private MessageTemplates(Dictionary<TemplateName, Parsed> templates) => _templates = templates;

    public static MessageTemplates Default { get; } = With([]);

    /// <summary>The fields of a template.</summary>
    public static IReadOnlyList<string> FieldsOf(TemplateName name) => Fields[name];

    /// <summary>The default of a template.</summary>
    public static MessageTemplate DefaultOf(TemplateName name) => Written[name];

    /// <summary>The district's own templates over the defaults. One that is faulty cannot have been stored, and is passed over.</summary>
    public static MessageTemplates With(IEnumerable<KeyValuePair<TemplateName, MessageTemplate>> own)
    {
        ArgumentNullException.ThrowIfNull(own);
        var templates = Written.ToDictionary(entry => entry.Key, entry => Parse(entry.Key, entry.Value, out _)!);
        foreach (var (name, template) in own)
        {
            if (Parse(name, template, out _) is { } parsed)
                templates[name] = parsed;
        }

        return new MessageTemplates(templates);
    }

    /// <returns>By field (subject, text, html), one sentence that says what stands there and what is allowed; empty if all is well.</returns>
    public static IReadOnlyDictionary<string, string> FaultsOf(TemplateName name, MessageTemplate template)
    {
        _ = Parse(name, template, out var faults);
        return faults;
    }

    /// <summary>The words of a template with the values in their places, on one line where they are a subject.</summary>
    public Message Render(TemplateName name, IReadOnlyDictionary<string, string> values, IReadOnlyDictionary<string, string>? htmlValues = null)
    {
        var template = _templates[name];
        var text = template.Text.Render(values).Trim('\n');
        return new Message(
            OneLine.Of(template.Subject?.Render(values) ?? "", MaxSubject),
            text,
            template.Html?.RenderHtml(htmlValues ?? values, HtmlFields) ?? HtmlOf(text));
    }

    /// <summary>Plain text as HTML: a paragraph a line, addresses of the web as links.</summary>
    private static string HtmlOf(string text) =>
        string.Join('\n', text.Split('\n').Select(line => $"<p>{WebAddress.Replace(WebUtility.HtmlEncode(line), "<a href=\"$0\">$0</a>")}</p>"));

    private static Parsed? Parse(TemplateName name, MessageTemplate template, out Dictionary<string, string> faults)
    {
        ArgumentNullException.ThrowIfNull(template);
        faults = [];
        var found = faults;
        var (subject, text, html) = (Part("subject", template.Subject, MaxSubject), Part("text", template.Text, MaxText), Part("html", template.Html, MaxText));
        if (name is TemplateName.DigestItem && template.Subject is not null)
            faults["subject"] = "A line of a digest has no subject.";
        if (name is not TemplateName.DigestItem && string.IsNullOrWhiteSpace(template.Subject))
            faults.TryAdd("subject", "A subject is needed.");
        if (string.IsNullOrWhiteSpace(template.Text))
            faults.TryAdd("text", "The text is empty.");
        return faults.Count == 0 ? new Parsed(subject, text!, html) : null;

        TextTemplate? Part(string field, string? words, int longest)
        {
            if (words is null)
                return null;

            if (words.Length > longest)
                found[field] = $"There are {words.Length} characters; {longest} are allowed.";
            else if (TextTemplate.TryParse(words, Fields[name], out var parsed, out var error))
                return parsed;
            else
                found[field] = error;
            return null;
        }
    }

    private sealed record Parsed(TextTemplate? Subject, TextTemplate Text, TextTemplate? Html);

    [GeneratedRegex(@"https?://[^\s<>""（）]+")]
    private static partial Regex WebAddress { get; }
}
