using System.Reflection;
using Microsoft.AspNetCore.Http.Features;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Auth;

/// <summary>The person or system behind a request: its key, district, unit and role.</summary>
internal sealed record Caller : ICallerIdentity
{
    public required long KeyId { get; init; }

    public required string DistrictId { get; init; }

    /// <summary>The unit that the key is bound to; null for the supervision office, admins and district-wide readers.</summary>
    public long? UnitId { get; init; }

    /// <summary>Role, and the ids under which the caller takes part in tasks.</summary>
    public required Actor Actor { get; init; }

    public Role Role => Actor.Role;

    /// <summary>How the caller stands in records: by its key, so that no personal data is copied about; the command line by its own name.</summary>
    public string Name { get => field ?? $"key:{KeyId}"; init; }

    /// <summary>The ids under which the caller takes part, for SQL.</summary>
    public long[] Units => [.. Actor.Units];

    /// <summary>Who has the machine and its database: may what the supervision office of the district may.</summary>
    public static Caller CommandLine(string districtId) => new()
    {
        KeyId = 0,
        DistrictId = districtId,
        Actor = new Actor(Role.Supervisor, new HashSet<long>()),
        Name = "command_line",
    };

    public static ValueTask<Caller?> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        _ = parameter;
        return ValueTask.FromResult((Caller?)http.Features.GetRequiredFeature<ICallerIdentity>());
    }
}
