using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TaskTracker.Platform;

/// <summary>
/// Enum values in JSON as words in snake_case. Unlike the framework's own converter it says which words are allowed, and does not take
/// several of them with commas between for one.
/// </summary>
/// <param name="owner">
/// The options that requests are read with. The description of the API is made with a copy of them; it gets the framework's converter, the
/// only one whose words its schemas can show.
/// </param>
internal sealed class EnumWords(JsonSerializerOptions owner) : JsonConverterFactory
{
    private readonly JsonStringEnumConverter _framework = new(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);

    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        ReferenceEquals(options, owner)
            ? (JsonConverter)Activator.CreateInstance(typeof(Words<>).MakeGenericType(typeToConvert))!
            : _framework.CreateConverter(typeToConvert, options);

    private sealed class Words<T> : JsonConverter<T>
        where T : struct, Enum
    {
        private const int LongestShown = 60;
        private static readonly FrozenDictionary<string, T> ByWord =
            Enum.GetValues<T>().ToFrozenDictionary(EnumNames.Of, StringComparer.OrdinalIgnoreCase);

        private static readonly FrozenDictionary<T, string> ByValue = Enum.GetValues<T>().ToFrozenDictionary(value => value, EnumNames.Of);

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType is JsonTokenType.String
                ? Parse(reader.GetString()!)
                : throw new BadValueException($"A word is expected here; allowed: {Allowed}.");

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(ByValue[value]);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WritePropertyName(ByValue[value]);

        private static string Allowed => string.Join(", ", EnumNames.All<T>());

        private static T Parse(string sent) => ByWord.TryGetValue(sent, out var value)
            ? value
            : throw new BadValueException($"\"{(sent.Length <= LongestShown ? sent : sent[..LongestShown] + "…")}\" is not allowed; allowed: {Allowed}.");
    }
}

/// <summary>A value in JSON that cannot be taken; the message is meant for the caller.</summary>
/// <param name="message">What is wrong, and what is allowed.</param>
/// <param name="below">Where the value stands below the path that the reader knows, e.g. <c>leaders[0]</c>.</param>
/// <param name="code">The type of the problem.</param>
internal sealed class BadValueException(string message, string? below = null, string code = "invalid-json") : JsonException(message)
{
    public string Code { get; } = code;

    public string? Below { get; } = below;
}
