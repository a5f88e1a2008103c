using System.Globalization;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Documents;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Assigning;

/// <summary>The office fans a group's task out: one sub-task a member, with quotas that make the total.</summary>
internal static class FanOut
{
    public sealed record Quota
    {
        /// <summary>A member of the group: its id or any of its names.</summary>
        public required string Unit { get; init; }

        public required decimal Value { get; init; }
    }

    public sealed record Request
    {
        /// <summary>The group: its id or any of its names. Needed where several groups stand on the task.</summary>
        public string? Group { get; init; }

        /// <summary>What is shared out. Absent: the number of the task's target, where it has one.</summary>
        public decimal? Total { get; init; }

        /// <summary>What is counted, e.g. 户; absent: as in the task's target.</summary>
        public string? Unit { get; init; }

        /// <summary>One for each member; they make the total. Absent: parts without quotas.</summary>
        public IReadOnlyList<Quota>? Quotas { get; init; }

        /// <summary>The last day of the parts; absent: the task's.</summary>
        public DateOnly? Deadline { get; init; }

        /// <summary>Why the parts may end after the whole.</summary>
        public string? Reason { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Group).MaximumLength(200);
            RuleFor(request => request.Total).GreaterThan(0);
            RuleFor(request => request.Unit).MaximumLength(20);
            RuleFor(request => request.Quotas).Must(quotas => quotas is null || quotas.Count is > 0 and <= 500).WithMessage("1 to 500 quotas are allowed.");
            RuleForEach(request => request.Quotas).ChildRules(quota =>
            {
                quota.RuleFor(one => one.Unit).NotEmpty().MaximumLength(200);
                quota.RuleFor(one => one.Value).GreaterThanOrEqualTo(0);
            });
            RuleFor(request => request.Reason).MaximumLength(2_000);
        }
    }

    /// <summary>The parts that were made, one a member.</summary>
    public sealed record Outcome(long TaskId, UnitReference Group, IReadOnlyList<TaskView> Subtasks);

    public static void Map(IEndpointRouteBuilder task) => task
        .MapPost("/fan-out", HandleAsync)
        .WithName(nameof(FanOut))
        .WithSummary("Fan a task out to the members of a group")
        .WithDescription("One sub-task a member, once a group. Quotas must make the total exactly; the answer names the difference.")
        .WithValidation<Request, Validator>()
        .ProducesProblems(404, 409)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<Created<Outcome>, ProblemHttpResult>> HandleAsync(
        long taskId, Request request, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        var now = clock.Now();
        var today = BeijingTime.DateOf(now);
        var named = request.Group is { } name ? await transaction.FindUnitAsync(caller.DistrictId, name) ?? 0 : (long?)null;
        await transaction.LockTaskAsync(caller.DistrictId, taskId);
        var fannedOut = (await transaction.QueryAsync<long>(SelectFannedOut, new { caller.DistrictId, TaskId = taskId })).ToHashSet();
        TaskParty[] members = [];
        var act = await transaction.ActAsync(caller, taskId, now, task =>
        {
            members = MembersOf(task, named);
            return CanFanOut(task, caller.Actor, request, members, fannedOut);
        });
        if (act.IsRefused(out var problem, out var parent))
            return problem;

        var view = (await transaction.ViewTaskAsync(caller, taskId, today))!;
        var (quotas, fault) = await QuotasAsync(transaction, caller, request, view, members);
        if (fault is not null)
            return fault;

        var units = (await transaction.QueryAsync<UnitReference>(
            SelectUnits, new { caller.DistrictId, Ids = new IdList(members.Select(member => member.UnitId).Append(members[0].GroupId!.Value)) })).ToDictionary(unit => unit.Id);
        var group = units[members[0].GroupId!.Value];
        var parts = new List<long>();
        foreach (var member in members)
        {
            parts.Add(await transaction.AddPartAsync(caller, parent, new SubtaskPlan
            {
                Ordinal = parent.Subtasks + parts.Count + 1,
                Number = view.Number,
                Title = $"{view.Title ?? Shortened(view.Measure)}（{units[member.UnitId].Name}）",
                Measure = view.Measure,
                Start = view.Start,
                Deadline = request.Deadline ?? view.DueOn,
                Targets = quotas is null ? [] : [TargetOf(view, request, quotas[member.UnitId])],
                Participations = [new Participation(ParticipationRole.Lead, units[member.UnitId].Name, member.UnitId)],
                FanOutGroupId = group.Id,
                Reason = request.Reason,
            }, now));
        }

        await transaction.RecordAsync(
            caller, "task", taskId, "fanned_out", now, request.Reason, new Change("group", null, group.Name), new Change("subtasks", null, parts.Count));
        var views = new List<TaskView>();
        foreach (var part in parts)
            views.Add((await transaction.ViewTaskAsync(caller, part, today))!);
        await transaction.CommitAsync();

        return TypedResults.Created(string.Create(CultureInfo.InvariantCulture, $"/api/v1/tasks?parent={taskId}"), new Outcome(taskId, group, views));
    }

    /// <summary>The members of the group that was named, or of the only one; none where that is not clear.</summary>
    private static TaskParty[] MembersOf(PolicyTask task, long? groupId)
    {
        var groups = task.Parties.Where(party => party.GroupId is not null).ToLookup(party => party.GroupId!.Value);
        return groupId is { } id ? [.. groups[id]] : groups.Count == 1 ? [.. groups.Single()] : [];
    }

    private static Decision<PolicyTask> CanFanOut(PolicyTask task, Actor actor, Request request, TaskParty[] members, HashSet<long> fannedOut)
    {
        var decision = task.BreakDown(actor, request.Deadline, [.. members.Select(member => member.UnitId)], request.Reason);
        if (!decision.IsAccepted(out _, out var refusal))
            return refusal;

        if (members.Length == 0)
            return new Refusal("no-group", "No group with known members stands on the task under that name; where there are several, name one.");

        return fannedOut.Contains(members[0].GroupId!.Value)
            ? new Refusal("already-fanned-out", "The task was fanned out to this group already.")
            : task;
    }

    private static async Task<(IReadOnlyDictionary<long, decimal>? Quotas, ProblemHttpResult? Problem)> QuotasAsync(
        Transaction transaction, Caller caller, Request request, TaskView task, TaskParty[] members)
    {
        if (request.Quotas is not { } sent)
            return (null, request.Total is null ? null : Problems.Invalid("quotas", "A total needs quotas to share it out."));

        if ((request.Total ?? (task.Targets is [var only] ? only.Value : null)) is not { } total)
            return (null, Problems.Invalid("total", "The task has not one target that could be shared out; say the total."));

        var quotas = new List<(long UnitId, decimal Value)>();
        foreach (var quota in sent)
        {
            if (await transaction.FindUnitAsync(caller.DistrictId, quota.Unit) is not { } unit)
                return (null, Problems.Invalid("unit-unknown", new Dictionary<string, string[]> { ["quotas"] = [$"No unit of the district is called \"{quota.Unit}\"."] }));

            quotas.Add((unit, quota.Value));
        }

        return Quotas.FaultOf(total, [.. members.Select(member => member.UnitId)], quotas) is { } fault
            ? (null, Problems.Invalid("quotas-do-not-add-up", new Dictionary<string, string[]> { ["quotas"] = [fault] }))
            : (quotas.ToDictionary(quota => quota.UnitId, quota => quota.Value), null);
    }

    private static Target TargetOf(TaskView task, Request request, decimal quota)
    {
        var whole = task.Targets is [var only] ? only : new Target(task.Title ?? Shortened(task.Measure), ">=", 0, "", "");
        var unit = request.Unit ?? whole.Unit;
        return whole with { Value = quota, Unit = unit, Baseline = null, Printed = string.Create(CultureInfo.InvariantCulture, $"{whole.Name}{quota}{unit}") };
    }

    private static string Shortened(string measure) => measure.Length <= 60 ? measure : measure[..60];

    private const string SelectFannedOut = """
        select distinct fan_out_group_id
          from tasks
         where district_id = @DistrictId and parent_id = @TaskId and fan_out_group_id is not null
        """;

    private const string SelectUnits = "select id, name from units where district_id = @DistrictId and id in @Ids";
}
