using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Core.Tasks;
using TaskTracker.Tasks;

namespace TaskTracker.Supervision;

/// <summary>Carries a change out on the record: its words, units or numbers.</summary>
internal static class ChangeApplication
{
    /// <summary>What the fields of a kind hold now.</summary>
    public static async Task<ChangeValues> FormerOfAsync(this ActUnderWay act, TaskDesk desk, ChangeKind kind)
    {
        var view = (await act.Transaction.ViewTaskAsync(desk.Caller, act.TaskId, desk.Today))!;
        return new ChangeValues
        {
            Title = view.Title,
            Measure = view.Measure,
            LeadUnits = [.. view.LeadUnits.Select(unit => unit.Name)],
            PartnerUnits = [.. view.PartnerUnits.Select(unit => unit.Name)],
            Deadline = view.Deadline,
            Targets = view.Targets,
        }.Only(kind);
    }

    /// <summary>A problem on the name that the registry does not know; null if it knows all.</summary>
    public static async Task<ProblemHttpResult?> UnknownUnitAsync(this ActUnderWay act, TaskDesk desk, ChangeValues proposed) =>
        (await act.Transaction.ParticipationsOfAsync(desk.Caller.DistrictId, UnitsOf(proposed))).Problem;

    /// <summary>Writes the new values into the record, which gets a new version.</summary>
    /// <param name="act">The act under way.</param>
    /// <param name="desk">Who and when.</param>
    /// <param name="task">The task as it stands in the database.</param>
    /// <param name="kind">Which fields.</param>
    /// <param name="proposed">Their new values.</param>
    public static async Task ApplyAsync(this ActUnderWay act, TaskDesk desk, PolicyTask task, ChangeKind kind, ChangeValues proposed)
    {
        if (kind is not (ChangeKind.Text or ChangeKind.Units or ChangeKind.Targets))
            return;

        // Before the units are laid anew, which reads the task again.
        var district = desk.Caller.DistrictId;
        if (!await act.Transaction.SaveAsync(district, task, desk.Now))
            throw new InvalidOperationException("A task that this transaction has locked was changed by another.");

        var view = (await act.Transaction.ViewTaskAsync(desk.Caller, act.TaskId, desk.Today))!;
        switch (kind)
        {
            case ChangeKind.Text:
                await act.Transaction.SaveWordsAsync(
                    district, act.TaskId, view.Number, proposed.Title ?? view.Title, proposed.Measure ?? view.Measure, view.DeadlineText,
                    task.Participations);
                break;
            case ChangeKind.Units:
                var (named, _) = await act.Transaction.ParticipationsOfAsync(district, UnitsOf(proposed));
                await act.Transaction.SaveWordsAsync(
                    district, act.TaskId, view.Number, view.Title, view.Measure, view.DeadlineText, [.. Replaced(task.Participations, proposed, named)]);
                await act.Transaction.LayAnewAsync(district, act.TaskId, desk.Now);
                break;
            case ChangeKind.Targets:
                await act.Transaction.SaveTargetsAsync(district, act.TaskId, proposed.Targets!);
                break;
        }
    }

    private static NamedUnits UnitsOf(ChangeValues proposed) => new() { Leads = proposed.LeadUnits ?? [], Partners = proposed.PartnerUnits ?? [] };

    private static IEnumerable<Participation> Replaced(
        IReadOnlyList<Participation> present, ChangeValues proposed, IReadOnlyList<Participation> named)
    {
        bool IsReplaced(Participation part) => part.Role switch
        {
            ParticipationRole.Lead => proposed.LeadUnits is not null,
            ParticipationRole.Partner => proposed.PartnerUnits is not null,
            _ => false,
        };
        return named.Concat(present.Where(part => !IsReplaced(part))).OrderBy(part => part.Role);
    }
}
