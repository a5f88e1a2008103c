using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace TaskTracker.Core.Messages;

/// <summary>
/// Words with fields: <c>{{title}}</c> stands for a value, <c>[[（{{number}}）]]</c> is left out where a field in it has none. Nothing else
/// is special, and a value is never read as a template.
/// </summary>
public sealed class TextTemplate
{
    private const string FieldStart = "{{", FieldEnd = "}}", OptionalStart = "[[", OptionalEnd = "]]";

    private readonly IReadOnlyList<Part> _parts;

    private TextTemplate(string text, IReadOnlyList<Part> parts) => (Text, _parts) = (text, parts);

    /// <summary>The template as it was written.</summary>
    public string Text { get; }

    /// <param name="text">The words with their fields.</param>
    /// <param name="fields">The fields that can be used.</param>
    /// <param name="template">The template, if it is one.</param>
    /// <param name="error">Otherwise one sentence that says what stands there and what is allowed.</param>
    public static bool TryParse(
        string text, IReadOnlyCollection<string> fields, [NotNullWhen(true)] out TextTemplate? template, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        (template, error) = (null, null);
        var parts = new List<Part>();
        var group = 0;
        var inGroup = false;
        for (var at = 0; at < text.Length;)
        {
            var next = NextMark(text, at);
            if (next > at)
                parts.Add(new Part(text[at..next], false, inGroup ? group : 0));
            if (next == text.Length)
                break;

            var mark = text.Substring(next, 2);
            at = next + 2;
            switch (mark)
            {
                case FieldStart:
                    var end = text.IndexOf(FieldEnd, at, StringComparison.Ordinal);
                    var name = end < 0 ? "" : text[at..end].Trim();
                    error = end < 0 ? $"A field begins at \"{Around(text, next)}\" and does not end; it ends with }}}}."
                        : fields.Contains(name) ? null : $"There is no field {{{{{name}}}}}; allowed: {string.Join(", ", fields)}.";
                    if (error is not null)
                        return false;

                    parts.Add(new Part(name, true, inGroup ? group : 0));
                    at = end + 2;
                    break;
                case OptionalStart when !inGroup:
                    (inGroup, group) = (true, group + 1);
                    break;
                case OptionalEnd when inGroup:
                    inGroup = false;
                    break;
                default:
                    error = $"\"{mark}\" at \"{Around(text, next)}\" has no place there; [[ and ]] stand around words that may be left out, not one in the other.";
                    return false;
            }
        }

        if (inGroup)
        {
            error = "A part that may be left out begins with [[ and does not end; it ends with ]].";
            return false;
        }

        template = new TextTemplate(text, parts);
        return true;
    }

    /// <summary>The words with the values in their places; a field without one is empty.</summary>
    public string Render(IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Render(values, field => values.GetValueOrDefault(field, ""));
    }

    /// <summary>The same where the words are HTML: the values are not, and are encoded.</summary>
    /// <param name="values">The values of the fields.</param>
    /// <param name="htmlFields">Fields whose values are HTML already.</param>
    public string RenderHtml(IReadOnlyDictionary<string, string> values, IReadOnlySet<string> htmlFields)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(htmlFields);
        return Render(values, field => values.GetValueOrDefault(field, "") is var value && htmlFields.Contains(field) ? value : WebUtility.HtmlEncode(value));
    }

    private string Render(IReadOnlyDictionary<string, string> values, Func<string, string> valueOf)
    {
        var leftOut = _parts.Where(part => part is { Group: > 0, IsField: true } && values.GetValueOrDefault(part.Words, "").Length == 0)
            .Select(part => part.Group).ToHashSet();
        return string.Concat(_parts.Where(part => !leftOut.Contains(part.Group)).Select(part => part.IsField ? valueOf(part.Words) : part.Words));
    }

    private static int NextMark(string text, int from)
    {
        for (var at = from; at + 1 < text.Length; at++)
        {
            if (text[at] == text[at + 1] && text[at] is '{' or '[' or ']')
                return at;
        }

        return text.Length;
    }

    private static string Around(string text, int at) => text.Substring(at, Math.Min(20, text.Length - at));

    /// <param name="Words">The words, or the field's name.</param>
    /// <param name="IsField">Whether a value stands for them.</param>
    /// <param name="Group">The part that may be left out in which it stands, from 1; 0 for none.</param>
    private sealed record Part(string Words, bool IsField, int Group);
}
