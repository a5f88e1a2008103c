using System.Globalization;
using TaskTracker.Platform;

namespace TaskTracker.Recipients;

/// <summary>Where a message says that a task can be looked at: an address with <c>{id}</c> in it, <c>Links:Task</c>.</summary>
internal sealed record TaskLink(string? Pattern)
{
    private const string Setting = "Links:Task", Id = "{id}";

    /// <exception cref="SettingException">The setting is no address of the web with a place for the task's number.</exception>
    public static TaskLink From(IConfiguration configuration)
    {
        if (configuration[Setting] is not { Length: > 0 } pattern)
            return new TaskLink((string?)null);

        return pattern.Contains(Id, StringComparison.Ordinal)
            && Uri.TryCreate(pattern.Replace(Id, "1", StringComparison.Ordinal), UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? new TaskLink(pattern)
            : throw new SettingException(Setting, pattern, "an address that begins with http:// or https:// and holds {id}, e.g. https://oa.example.gov.cn/tasks/{id}; or nothing");
    }

    public string? To(long taskId) => Pattern?.Replace(Id, taskId.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
