using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <summary>The units of a task after a correction: a role that was sent is replaced, the others stay as printed, known to the registry or not.</summary>
internal static class CorrectedUnits
{
    public static async Task<(IReadOnlyList<Participation> Participations, ProblemHttpResult? Problem)> CorrectedUnitsAsync(
        this Session session, string districtId, IReadOnlyList<Participation> before, MergePatch<CorrectTask.Patch> patch)
    {
        var sent = patch.Values;
        var (named, problem) = await session.ParticipationsOfAsync(districtId, new NamedUnits
        {
            Leads = sent.LeadUnits ?? [],
            Partners = sent.PartnerUnits ?? [],
            Coordinators = sent.CoordinatorUnits ?? [],
            Supervising = sent.SupervisingUnits ?? [],
        });
        if (problem is not null)
            return (before, problem);

        var firstUntilNow = before.FirstOrDefault(part => part.First)?.UnitId;
        Participation[] after =
        [
            .. UnitNames.Fields.SelectMany(role => patch.Has(role.Field)
                ? named.Where(part => part.Role == role.Role).Select(part => part with { First = role.Role is ParticipationRole.Lead && part.UnitId == firstUntilNow })
                : before.Where(part => part.Role == role.Role)),
        ];
        return patch.Has(nameof(CorrectTask.Patch.FirstLead)) ? await session.WithFirstLeadAsync(districtId, after, sent.FirstLead) : (after, null);
    }

    /// <summary>Old and new names by role.</summary>
    public static IEnumerable<Change> Changes(IReadOnlyList<Participation> before, IReadOnlyList<Participation> after)
    {
        foreach (var (role, field) in UnitNames.Fields)
        {
            if (Names(before, role) != Names(after, role))
                yield return new Change(field, Names(before, role), Names(after, role));
        }

        var (first, now) = (before.FirstOrDefault(part => part.First)?.Name, after.FirstOrDefault(part => part.First)?.Name);
        if (first != now)
            yield return new Change("firstLead", first, now);
    }

    private static string Names(IReadOnlyList<Participation> participations, ParticipationRole role) =>
        string.Join('、', participations.Where(part => part.Role == role).Select(part => part.Name));
}
