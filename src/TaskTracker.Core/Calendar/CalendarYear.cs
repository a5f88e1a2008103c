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

    /// <summary>The days that the notice speaks of; some may lie in the last week of the year before.</summary>
    public required IReadOnlyList<CalendarDay> Days { get; init; }

    /// <summary>The years embedded in this assembly, in order.</summary>
    internal static IReadOnlyList<CalendarYear> Embedded()
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
public sealed record CalendarDay(DateOnly Date, bool Off);

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
