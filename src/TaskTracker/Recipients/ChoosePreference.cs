using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core.Reminders;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Rules;

namespace TaskTracker.Recipients;

/// <summary>A unit says how its persons want to be told by mail and gateway.</summary>
internal static class ChoosePreference
{
    /// <summary>Which person of the unit.</summary>
    public enum DeskName
    {
        Contact,
        Deputy,
        Head,
    }

    public sealed class Validator : AbstractValidator<RecipientPreference>
    {
        public Validator()
        {
            RuleFor(preference => preference.Silenced).NotNull();
            RuleFor(preference => preference.Channels).Must(channels => channels is null || channels.Count <= 20).WithMessage("At most 20 channels are allowed.");
        }
    }

    public static void Map(IEndpointRouteBuilder units)
    {
        units.MapGet("/{unitId:long}/preferences/{desk}", ReadAsync)
            .WithName("GetPreference")
            .WithSummary("Read how a person of a unit wants to be told")
            .WithDescription("For the unit itself and the supervision office. `desk` is contact, deputy or head.")
            .ProducesProblems(403, 404)
            .RequireAuthorization(Policies.ActOnTasks);
        units.MapPut("/{unitId:long}/preferences/{desk}", HandleAsync)
            .WithName(nameof(ChoosePreference))
            .WithSummary("Choose how a person of a unit is told")
            .WithDescription(
                "For the unit itself and the supervision office; needs `If-Match` with the ETag of the preference. The time of day from which messages "
                + "are sent, one digest or single messages, which steps are not sent at all, and by which of the district's channels. What is overdue, "
                + "and what stands alone, comes by every channel of the district whatever was chosen.")
            .WithValidation<RecipientPreference, Validator>()
            .ProducesProblems(403, 404, 409, 412, 428)
            .RequireAuthorization(Policies.ActOnTasks);
    }

    private static async Task<Results<Ok<RecipientPreference>, ProblemHttpResult>> ReadAsync(
        long unitId, string desk, HttpContext http, Caller caller, Database database, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(cancellation);
        var (found, problem) = await FindAsync(session, caller, unitId, desk);
        if (found is not { } recipient)
            return problem!;

        var stored = await session.PreferenceOfAsync(caller.DistrictId, recipient);
        http.Response.Headers.ETag = Preconditions.ETagOf(stored.Version);
        return TypedResults.Ok(stored.Preference);
    }

    private static async Task<Results<Ok<RecipientPreference>, ProblemHttpResult>> HandleAsync(
        long unitId, string desk, RecipientPreference request, HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        var (found, problem) = await FindAsync(transaction, caller, unitId, desk);
        if (found is not { } recipient)
            return problem!;

        if (request.FaultBy((await transaction.RulesOfAsync(caller.DistrictId)).Reminding) is var (field, message))
            return Problems.Invalid(field, message);

        var before = await transaction.PreferenceOfAsync(caller.DistrictId, recipient);
        if (!Preconditions.IfMatchHolds(http, before.Version, out problem))
            return problem;

        var now = clock.Now();
        if (!await transaction.SavePreferenceAsync(caller.DistrictId, recipient, before.Version, request, caller.Name, now))
            return Problems.ChangedMeanwhile();

        await transaction.RecordAsync(caller, "unit", unitId, "preference_chosen", now, null, new Change(desk, before.Preference, request));
        await transaction.CommitAsync();
        http.Response.Headers.ETag = Preconditions.ETagOf(before.Version + 1);
        return TypedResults.Ok(request);
    }

    private static async Task<(Recipient? Recipient, ProblemHttpResult? Problem)> FindAsync(Session session, Caller caller, long unitId, string desk)
    {
        if (!Recipient.TryParse($"unit:{unitId}/{desk}", out var recipient))
            return (null, Problems.Invalid("desk", $"\"{desk}\" is not allowed; allowed: {string.Join(", ", EnumNames.All<DeskName>())}."));

        if (await session.QuerySingleOrDefaultAsync<long?>(SelectUnit, new { caller.DistrictId, UnitId = unitId }) is null)
            return (null, Problems.NotFound("unit"));

        return caller.Role is Role.Supervisor || caller.UnitId == unitId
            ? (recipient, null)
            : (null, Problems.Of(StatusCodes.Status403Forbidden, "not-your-unit", "This key is bound to another unit."));
    }

    private const string SelectUnit = "select id from units where district_id = @DistrictId and id = @UnitId and kind <> 'group'";
}
