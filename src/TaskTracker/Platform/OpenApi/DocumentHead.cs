using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TaskTracker.Platform.OpenApi;

/// <summary>What stands above the operations: what the service is, its conventions, the key, and its parts.</summary>
internal sealed class DocumentHead : IOpenApiDocumentTransformer
{
    /// <summary>What each tag holds, in the order in which they are shown.</summary>
    public static readonly IReadOnlyDictionary<string, string> Tags = new Dictionary<string, string>
    {
        ["Documents"] = "Gazettes (文件): upload, draft, findings, confirmation.",
        ["Task lists"] = "The lists (任务清单) that the tasks were printed in.",
        ["Tasks"] = "The records (任务): reading, filtering, recording from elsewhere, correcting, history.",
        ["Assigning"] = "On whom a task is laid and how it is broken down: parties, persons (责任人), sub-tasks (分解), links.",
        ["Timing"] = "Time inside a task: milestones (节点), occurrences of recurring duties, dates and days of events that are filled in later.",
        ["Progress"] = "What units do on their tasks: receipts (签收), progress reports (进展填报) with their versions, rulings and evidence, forecasts (预警).",
        ["Report obligations"] = "Which reports are owed, came late (迟报) or are missing (漏报).",
        ["Supervision"] = "From done to closed and back: completion requests (办结申请), reviews (审核), closings (销账), look-backs (回头看); "
            + "extensions (延期), changes (调整), hand-overs (移交), suspensions (中止); urgings (催办), orders (督办单), rectifications (限期整改), interviews (约谈), instructions (批示).",
        ["Reminders"] = "Which reminders (提醒) were given, the run that gives them, and the equation of each day.",
        ["Deliveries"] = "Messages by mail and gateway: what became of each, whom none reaches, addresses, words and gateways.",
        ["Notifications"] = "What units are told (通知).",
        ["Statistics"] = "Where the district stands; every number links to the list that it counts.",
        ["Rules"] = "What the district has settled for itself: limits, approvals, ladders.",
        ["Calendar"] = "The calendar of working days (工作日) with holidays and moved days (调休): national, one for all districts.",
        ["Units"] = "The registry of units (单位) and groups (集合单位).",
    };

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "TaskTracker",
            Version = "1.0.0",
            Summary = "Follows a government's printed promises until they are kept.",
            Description = Description + TableOfProblems(),
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
        };
        document.Servers = [new OpenApiServer { Url = "/", Description = "The service that this document comes from." }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [OperationAccess.SchemeName] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "ttk_…",
                Description = "A key of the district: `Authorization: Bearer ttk_…`. It has a role, an end, and for a coordinator a unit.",
            },
        };

        var used = document.Tags?.Select(tag => tag.Name).ToHashSet() ?? [];
        document.Tags = Tags.Where(tag => used.Remove(tag.Key)).Select(tag => new OpenApiTag { Name = tag.Key, Description = tag.Value })
            .Concat(used.Order(StringComparer.Ordinal).Select(name => new OpenApiTag { Name = name }))
            .ToHashSet();

        var paths = new OpenApiPaths();
        foreach (var (path, item) in document.Paths.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            paths[path] = item;
        document.Paths = paths;
        return Task.CompletedTask;
    }

    private static string TableOfProblems() => string.Join('\n', ProblemTypes.All.Select(type => $"| `{type.Urn}` | {type.Status} | {type.Meaning} |"));

    private const string Description = """
        TaskTracker reads the task lists of a district government's gazettes, turns every entry into a tracked record with lead units (牵头单位),
        partner units (协办单位) and a deadline, and keeps after it until it is closed (销账).

        ## Conventions
        - **Keys.** `Authorization: Bearer ttk_…`. A key belongs to one district and has one role: `coordinator` (bound to a unit), `supervisor`
          (the supervision office), `reader`, `admin`. What a key may not see answers 404, what it may see but not do answers 403.
        - **Errors.** Always `application/problem+json` (RFC 9457) with a stable `type`; the types are listed below and in `x-problem-types`.
        - **Lost updates.** A record's `ETag` is its version. PATCH, PUT and DELETE need `If-Match`: without it 428, with an old one 412.
        - **Polling.** Every GET answers an `ETag`; sent back in `If-None-Match` it gets 304 without a body.
        - **Safe creation.** A POST with an `Idempotency-Key` is done once: the same key and body get the first answer again, another body 422.
        - **Paging.** `limit` and an opaque `cursor`. The path of the next page stands in `next` and in `Link: <…>; rel="next"`.
        - **Filters.** Plain query parameters; an unknown one, or a value that is not allowed, answers 400 and names the allowed ones.
        - **Partial edits.** JSON Merge Patch (RFC 7396): what is absent stays, `null` empties.
        - **Dates.** Deadlines are days, `YYYY-MM-DD`, in Beijing (Asia/Shanghai): a task is on time through that whole day. Instants are RFC 3339
          with an offset.
        - **Names.** Fields in camelCase, values of enumerations in snake_case. New fields, values and problem types can be added; what is there stays.

        ## Problem types
        | type | status | meaning |
        |---|---|---|

        """;
}

internal static class DocumentWalk
{
    public static IEnumerable<OpenApiOperation> Operations(this OpenApiDocument document) =>
        document.Paths.Values.SelectMany(path => path.Operations?.Values ?? Enumerable.Empty<OpenApiOperation>());
}
