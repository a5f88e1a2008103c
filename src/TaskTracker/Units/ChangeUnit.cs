using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core.Units;
using TaskTracker.Platform;

namespace TaskTracker.Units;

/// <summary>An admin changes a unit or group; the old values stay in the history.</summary>
internal static class ChangeUnit
{
    private static readonly UnitFields.Validator Validator = new();

    /// <summary>The fields that can be changed; null empties.</summary>
    public sealed record Patch
    {
        public string? Name { get; init; }

        public string? FullName { get; init; }

        public string? Kind { get; init; }

        /// <summary>Replaces all aliases.</summary>
        public IReadOnlyList<string>? Aliases { get; init; }

        public DateOnly? ValidFrom { get; init; }

        public DateOnly? ValidTo { get; init; }

        /// <summary>Id or name of the unit that took its work over.</summary>
        public string? Successor { get; init; }

        /// <summary>Ids or names of the units of a group; replaces all members.</summary>
        public IReadOnlyList<string>? Members { get; init; }

        /// <summary>Replaces all contacts.</summary>
        public IReadOnlyList<UnitContact>? Contacts { get; init; }
    }

    public static void Map(IEndpointRouteBuilder units) => units
        .MapPatch("/{unitId:long}", HandleAsync)
        .WithName(nameof(ChangeUnit))
        .WithSummary("Change a unit or group")
        .WithDescription(
            "JSON Merge Patch; needs `If-Match`. Old and new values go into the history. Tasks that print a name now known are tied to the unit.")
        .Accepts<Patch>("application/merge-patch+json", "application/json")
        .ProducesProblems(400, 404, 412, 413, 415, 428)
        .RequireAuthorization(Policies.Administer);

    private static async Task<Results<Ok<UnitView>, ProblemHttpResult>> HandleAsync(
        long unitId, MergePatch<Patch> patch, HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        if (patch.IsEmpty)
            return Problems.Invalid("body", "Nothing to change was sent.");

        if (patch.RefusesNull(nameof(Patch.Name), out var problem) || patch.RefusesNull(nameof(Patch.Kind), out problem))
            return problem;

        await using var transaction = await database.BeginAsync(cancellation);
        var register = (await transaction.LockRegisterAsync(caller.DistrictId))!;
        if (register.Find(unitId) is not { } before)
            return Problems.NotFound("unit");

        if (!Preconditions.IfMatchHolds(http, before.Version, out var stale))
            return stale;

        var after = Patched(before.Fields, patch);
        if (Validator.Validate(after) is { IsValid: false } invalid)
            return invalid.ToProblem();

        (_, problem) = await transaction.EditAsync(caller, register, before, after, clock.Now());
        if (problem is not null)
            return problem;

        var view = await transaction.ViewUnitAsync(caller, unitId);
        await transaction.CommitAsync();

        http.Response.Headers.ETag = view!.Etag;
        return TypedResults.Ok(view);
    }

    private static UnitFields Patched(UnitFields before, MergePatch<Patch> patch) => new()
    {
        Name = patch.Values.Name ?? before.Name,
        FullName = patch.Has(nameof(Patch.FullName)) ? patch.Values.FullName : before.FullName,
        Kind = patch.Values.Kind ?? before.Kind,
        Aliases = patch.Has(nameof(Patch.Aliases)) ? patch.Values.Aliases ?? [] : before.Aliases,
        ValidFrom = patch.Has(nameof(Patch.ValidFrom)) ? patch.Values.ValidFrom : before.ValidFrom,
        ValidTo = patch.Has(nameof(Patch.ValidTo)) ? patch.Values.ValidTo : before.ValidTo,
        Successor = patch.Has(nameof(Patch.Successor)) ? patch.Values.Successor : before.Successor,
        Members = patch.Has(nameof(Patch.Members)) ? patch.Values.Members ?? [] : before.Members,
        Contacts = patch.Has(nameof(Patch.Contacts)) ? patch.Values.Contacts ?? [] : before.Contacts,
    };
}
