using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Platform;
using TaskTracker.Rules;

namespace TaskTracker.Recipients;

/// <summary>The supervision office enters how it and the district's leaders are reached.</summary>
internal static class KeepDistrictContacts
{
    public static void Map(IEndpointRouteBuilder contacts)
    {
        contacts.MapGet("/", ReadAsync)
            .WithName("GetDistrictContacts")
            .WithSummary("Read how the office and the leaders are reached")
            .RequireAuthorization(Policies.KeepChannels);
        contacts.MapPut("/", HandleAsync)
            .WithName(nameof(KeepDistrictContacts))
            .WithSummary("Enter how the office and the leaders are reached")
            .WithDescription("Replaces all of it; needs `If-Match` with the ETag as read. The history says that it was changed, not what: it keeps no personal data.")
            .WithValidation<DistrictContacts, DistrictContacts.Validator>()
            .ProducesProblems(409, 412, 428)
            .RequireAuthorization(Policies.KeepChannels);
    }

    private static async Task<Ok<DistrictContacts>> ReadAsync(HttpContext http, Caller caller, Database database, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(cancellation);
        var stored = await session.DistrictContactsOfAsync(caller.DistrictId);
        http.Response.Headers.ETag = Preconditions.ETagOf(stored.Version);
        return TypedResults.Ok(stored.Contacts);
    }

    private static async Task<Results<Ok<DistrictContacts>, ProblemHttpResult>> HandleAsync(
        DistrictContacts request, HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        var rules = (await transaction.RulesOfAsync(caller.DistrictId)).Reminding;
        if (request.Office?.Preference?.FaultBy(rules) is var (officeField, officeMessage))
            return Problems.Invalid($"office.preference.{officeField}", officeMessage);

        foreach (var (index, leader) in request.Leaders.Index())
        {
            if (leader.Preference?.FaultBy(rules) is var (field, message))
                return Problems.Invalid($"leaders[{index}].preference.{field}", message);
        }

        var before = await transaction.DistrictContactsOfAsync(caller.DistrictId);
        if (!Preconditions.IfMatchHolds(http, before.Version, out var problem))
            return problem;

        var now = clock.Now();
        if (!await transaction.SaveDistrictContactsAsync(caller.DistrictId, before.Version, request, caller.Name, now))
            return Problems.ChangedMeanwhile();

        await transaction.RecordAsync(caller, "district_contacts", 0, "changed", now, null, new Change("contacts", null, null));
        await transaction.CommitAsync();
        http.Response.Headers.ETag = Preconditions.ETagOf(before.Version + 1);
        return TypedResults.Ok(request);
    }
}
