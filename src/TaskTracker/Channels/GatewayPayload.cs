using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TaskTracker.Core.Messages;

namespace TaskTracker.Channels;

/// <summary>What a gateway speaks.</summary>
internal enum GatewayKind
{
    /// <summary>A gateway for short messages; any answer 2xx means that it took the message.</summary>
    Sms,

    /// <summary>企业微信 group robot: answers 200 always, and says in <c>errcode</c> whether it took the message.</summary>
    Wecom,

    /// <summary>钉钉 group robot: as 企业微信, and signs its address where it has a secret.</summary>
    Dingtalk,

    /// <summary>Whatever takes JSON; any answer 2xx means that it took the message.</summary>
    Custom,
}

/// <summary>
/// The body that is posted: JSON whose texts hold fields. Fields are put into texts only, so that nothing that was printed becomes JSON.
/// </summary>
internal sealed class GatewayPayload
{
    public static readonly IReadOnlyList<string> Fields = ["subject", "text", "phone", "name", "unit", "messageId"];

    private const int MaxCharacters = 10_000;

    private readonly JsonNode _template;

    private GatewayPayload(JsonNode template) => _template = template;

    /// <summary>Whether it names the recipient by a telephone number.</summary>
    public bool NeedsPhone => TextsOf(_template).Any(text => text.Replace(" ", "", StringComparison.Ordinal).Contains("{{phone}}", StringComparison.Ordinal));

    /// <summary>What is posted where nothing else was written.</summary>
    public static string DefaultOf(GatewayKind kind) => kind switch
    {
        GatewayKind.Wecom => """{"msgtype":"text","text":{"content":"{{subject}}\n{{text}}","mentioned_mobile_list":["{{phone}}"]}}""",
        GatewayKind.Dingtalk => """{"msgtype":"text","text":{"content":"{{subject}}\n{{text}} @{{phone}}"},"at":{"atMobiles":["{{phone}}"]}}""",
        _ => """{"phone":"{{phone}}","content":"{{subject}}"}""",
    };

    /// <param name="json">The template.</param>
    /// <param name="payload">What it makes, if it is one.</param>
    /// <param name="error">Otherwise one sentence that says what stands there and what is allowed.</param>
    public static bool TryParse(string json, [NotNullWhen(true)] out GatewayPayload? payload, [NotNullWhen(false)] out string? error)
    {
        (payload, error) = (null, null);
        JsonNode? template = null;
        if (json.Length > MaxCharacters)
        {
            error = $"There are {json.Length} characters; {MaxCharacters} are allowed.";
            return false;
        }

        try
        {
            template = JsonNode.Parse(json);
        }
        catch (JsonException exception)
        {
            error = $"This is no JSON (line {exception.LineNumber + 1}).";
            return false;
        }

        if (template is not (JsonObject or JsonArray))
        {
            error = "A JSON object or array is needed.";
            return false;
        }

        foreach (var text in TextsOf(template))
        {
            if (!TextTemplate.TryParse(text, Fields, out _, out error))
                return false;
        }

        payload = new GatewayPayload(template);
        return true;
    }

    /// <summary>The body for a message, its text cut to what the gateway takes.</summary>
    public byte[] Render(OutgoingMessage message, int maxCharacters)
    {
        var values = new Dictionary<string, string>
        {
            ["subject"] = message.Subject,
            ["text"] = Cut(message.Text, maxCharacters),
            ["phone"] = message.Address,
            ["name"] = message.Name ?? "",
            ["unit"] = message.UnitName,
            ["messageId"] = message.MessageId,
        };
        return JsonSerializer.SerializeToUtf8Bytes(Filled(_template, values));
    }

    private static JsonNode? Filled(JsonNode? node, Dictionary<string, string> values) => node switch
    {
        JsonObject many => new JsonObject(many.Select(field => KeyValuePair.Create(field.Key, Filled(field.Value, values)))),
        JsonArray items => new JsonArray([.. items.Select(item => Filled(item, values))]),
        JsonValue value when value.TryGetValue<string>(out var text) && TextTemplate.TryParse(text, Fields, out var template, out _) => template.Render(values),
        _ => node?.DeepClone(),
    };

    private static IEnumerable<string> TextsOf(JsonNode? node) => node switch
    {
        JsonObject many => many.SelectMany(field => TextsOf(field.Value)),
        JsonArray items => items.SelectMany(TextsOf),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    private static string Cut(string text, int characters)
    {
        var elements = new StringInfo(text);
        return elements.LengthInTextElements <= characters ? text : elements.SubstringByTextElements(0, characters - 1) + "…";
    }
}
