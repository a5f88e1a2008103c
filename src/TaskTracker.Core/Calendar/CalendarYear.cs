using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TaskTracker.Core.Calendar;

/// <summary>The holidays and moved days (调休) of one year, as one file of <c>Calendar/Years</c> has them.</summary>
public sealed record CalendarYear
{
    public required int Year { get; init; }

    /// <summary>Provisional for a year that was entered before its notice came out.</summary>
    public required CalendarStatus Status { get; init; }

    /// <summary>Where the days come from: the notice and its date.</summary>
    public string? Source { get; init; }

    /// <summary>The days that the notice speaks of; some may lie in the last week of the year before.</summary>
    public required IReadOnlyList<CalendarDay> Days { get; init; }

    /// <summary>The years embedded in this assembly, in order.</summary>
    public static IReadOnlyList<CalendarYear> Embedded => EmbeddedYears.Value;

    private static readonly Lazy<IReadOnlyList<CalendarYear>> EmbeddedYears = new(ReadEmbedded);

    /// <summary>Reads a year written as the embedded ones are; what it says is not checked here (<see cref="CalendarYearCheck"/>).</summary>
    public static Decision<CalendarYear> ReadJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return JsonSerializer.Deserialize(json, CalendarJson.Default.CalendarYear) is { Days: not null } year && year.Days.All(day => day is not null)
                ? year
                : new Refusal("calendar-unreadable", "The file holds no year with its days.");
        }
        catch (JsonException exception)
        {
            return new Refusal("calendar-unreadable", $"The file is no calendar year: line {exception.LineNumber + 1}, {exception.Path}.");
        }
    }

    private static IReadOnlyList<CalendarYear> ReadEmbedded()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith("calendar/", StringComparison.Ordinal))
                .Select(name => Read(assembly.GetManifestResourceStream(name)!))
                .OrderBy(year => year.Year),
        ];
    }

    private static CalendarYear Read(Stream json)
    {
        using (json)
            return JsonSerializer.Deserialize(json, CalendarJson.Default.CalendarYear)!;
    }
}

/// <summary>A day that does not follow what is otherwise known of it.</summary>
/// <param name="Date">The day in Beijing.</param>
/// <param name="Off">True for a holiday, false for a day that is worked.</param>
/// <param name="Name">The holiday that it belongs to, e.g. 春节.</param>
public sealed record CalendarDay(DateOnly Date, bool Off, string? Name = null);

/// <summary>Whether the State Council has announced the days that something was reckoned with.</summary>
public enum CalendarStatus
{
    /// <summary>Announced.</summary>
    Official,

    /// <summary>Not announced yet, or not known here: the days follow the week and may still move.</summary>
    Provisional,
}

[JsonSerializable(typeof(CalendarYear))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
internal sealed partial class CalendarJson : JsonSerializerContext;
