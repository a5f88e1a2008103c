using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Auth;

/// <summary>Which roles an endpoint serves. What the role may do to a given record is Core's rule, not a policy's.</summary>
internal static class Policies
{
    /// <summary>Whoever reads tasks: coordinators and unit-bound readers their own, the office and readers the district's.</summary>
    public const string ReadTasks = nameof(ReadTasks);

    /// <summary>Whoever sees tasks and may act on them; the rule says which act.</summary>
    public const string ActOnTasks = nameof(ActOnTasks);

    /// <summary>The district's supervision office.</summary>
    public const string Supervise = nameof(Supervise);

    /// <summary>Keys and units.</summary>
    public const string Administer = nameof(Administer);

    /// <summary>The calendar of working days: the offices and the admins keep it.</summary>
    public const string KeepCalendar = nameof(KeepCalendar);

    /// <summary>Gateways, templates and addresses: the offices and the admins keep them.</summary>
    public const string KeepChannels = nameof(KeepChannels);

    /// <summary>Any valid key.</summary>
    public const string AnyKey = nameof(AnyKey);

    private static readonly Dictionary<string, Role[]> RolesOf = new()
    {
        [ReadTasks] = [Role.Coordinator, Role.Supervisor, Role.Reader],
        [ActOnTasks] = [Role.Coordinator, Role.Supervisor],
        [Supervise] = [Role.Supervisor],
        [Administer] = [Role.Admin],
        [KeepCalendar] = [Role.Supervisor, Role.Admin],
        [KeepChannels] = [Role.Supervisor, Role.Admin],
        [AnyKey] = [Role.Coordinator, Role.Supervisor, Role.Reader, Role.Admin],
    };

    public static void AddAuth(this IServiceCollection services)
    {
        // Only the core: keys need no cookies, and so no data protection keys on disk.
        services.AddWebEncoders();
        services.AddAuthenticationCore(authentication =>
        {
            authentication.DefaultScheme = ApiKeyAuthentication.SchemeName;
            authentication.AddScheme<ApiKeyAuthentication>(ApiKeyAuthentication.SchemeName, null);
        });
        services.AddTransient<ApiKeyAuthentication>();
        var authorization = services.AddAuthorizationBuilder();
        foreach (var (policy, roles) in RolesOf)
            authorization.AddPolicy(policy, builder => builder.RequireRole([.. roles.Select(EnumNames.Of)]));
    }
}
