using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core.Messages;
using TaskTracker.Platform;

namespace TaskTracker.Templates;

/// <summary>A district writes the words of its messages; what it has not written is said in the default words.</summary>
internal static class KeepTemplates
{
    public sealed record Request
    {
        /// <summary>One line, at most 200 characters; null for digest_item.</summary>
        public string? Subject { get; init; }

        /// <summary>Plain text: {{field}} stands for a value, [[…]] is left out where a field in it has none.</summary>
        public required string Text { get; init; }

        /// <summary>The same as HTML, where values are encoded; absent, it is made from the text.</summary>
        public string? Html { get; init; }
    }

    /// <summary>A template in force.</summary>
    public sealed record TemplateView
    {
        public required TemplateName Name { get; init; }

        public required string Etag { get; init; }

        public string? Subject { get; init; }

        public required string Text { get; init; }

        public string? Html { get; init; }

        /// <summary>False: these are the default words.</summary>
        public required bool Own { get; init; }

        /// <summary>The fields that can be used.</summary>
        public required IReadOnlyList<string> Fields { get; init; }
    }

    public sealed record Templates(IReadOnlyList<TemplateView> Items);

    public static void Map(IEndpointRouteBuilder templates)
    {
        templates.MapGet("/", ListAsync)
            .WithName("ListTemplates")
            .WithSummary("List the templates of messages")
            .WithDescription("reminder: one reminder; digest with its digest_item: all of a run; notice and notices: what happened on tasks.")
            .RequireAuthorization(Policies.KeepChannels);
        templates.MapPut("/{template}", HandleAsync)
            .WithName(nameof(KeepTemplates))
            .WithSummary("Write a template")
            .WithDescription("Needs `If-Match` with the ETag of the template as listed. An unknown field is refused, and the allowed ones are named.")
            .ProducesProblems(400, 404, 409, 412, 415, 428)
            .RequireAuthorization(Policies.KeepChannels);
        templates.MapDelete("/{template}", ResetAsync)
            .WithName("ResetTemplate")
            .WithSummary("Take the default words again")
            .WithDescription("Needs `If-Match`.")
            .ProducesProblems(404, 412, 428)
            .RequireAuthorization(Policies.KeepChannels);
    }

    private static async Task<Ok<Templates>> ListAsync(Caller caller, Database database, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(cancellation);
        var own = await session.OwnTemplatesAsync(caller.DistrictId);
        return TypedResults.Ok(new Templates([.. Enum.GetValues<TemplateName>().Select(name => ViewOf(name, own.GetValueOrDefault(name)))]));
    }

    private static async Task<Results<Ok<TemplateView>, ProblemHttpResult>> HandleAsync(
        string template, Request request, HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        if (!TryParse(template, out var name))
            return Problems.NotFound("template");

        var written = new MessageTemplate(request.Subject, request.Text, request.Html);
        if (MessageTemplates.FaultsOf(name, written) is { Count: > 0 } faults)
            return Problems.Invalid("validation", faults.ToDictionary(fault => fault.Key, fault => new[] { fault.Value }));

        await using var transaction = await database.BeginAsync(cancellation);
        var before = (await transaction.OwnTemplatesAsync(caller.DistrictId)).GetValueOrDefault(name);
        if (!Preconditions.IfMatchHolds(http, before?.Version ?? 0, out var problem))
            return problem;

        var now = clock.Now();
        if (!await transaction.SaveTemplateAsync(caller.DistrictId, name, before?.Version ?? 0, written, caller.Name, now))
            return Problems.ChangedMeanwhile();

        await transaction.RecordAsync(caller, "message_template", (long)name, "written", now, null, new Change(template, before?.Template, written));
        await transaction.CommitAsync();
        var view = ViewOf(name, new TemplateStore.Stored(written, (before?.Version ?? 0) + 1));
        http.Response.Headers.ETag = view.Etag;
        return TypedResults.Ok(view);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ResetAsync(
        string template, HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        if (!TryParse(template, out var name))
            return Problems.NotFound("template");

        await using var transaction = await database.BeginAsync(cancellation);
        var before = (await transaction.OwnTemplatesAsync(caller.DistrictId)).GetValueOrDefault(name);
        if (!Preconditions.IfMatchHolds(http, before?.Version ?? 0, out var problem))
            return problem;

        await transaction.DeleteTemplateAsync(caller.DistrictId, name);
        await transaction.RecordAsync(caller, "message_template", (long)name, "reset", clock.Now(), null, new Change(template, before?.Template, null));
        await transaction.CommitAsync();
        return TypedResults.NoContent();
    }

    private static bool TryParse(string name, out TemplateName template)
    {
        template = default;
        if (!EnumNames.All<TemplateName>().Contains(name))
            return false;

        template = EnumNames.Parse<TemplateName>(name);
        return true;
    }

    private static TemplateView ViewOf(TemplateName name, TemplateStore.Stored? own)
    {
        var template = own?.Template ?? MessageTemplates.DefaultOf(name);
        return new TemplateView
        {
            Name = name,
            Etag = Preconditions.ETagOf(own?.Version ?? 0),
            Subject = template.Subject,
            Text = template.Text,
            Html = template.Html,
            Own = own is not null,
            Fields = MessageTemplates.FieldsOf(name),
        };
    }
}

/// <summary>The words of a district's messages.</summary>
internal static class TemplatesFeature
{
    public static void MapTemplates(this IEndpointRouteBuilder api) =>
        KeepTemplates.Map(api.MapGroup("/message-templates").WithTags("Deliveries"));
}
