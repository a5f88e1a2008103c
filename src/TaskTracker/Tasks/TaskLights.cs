using TaskTracker.Core.Calendar;
using TaskTracker.Core.Lights;
using TaskTracker.Core.Reporting;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Rules;

namespace TaskTracker.Tasks;

/// <summary>
/// Keeps with each task the days from which it is yellow and red (docs/decisions/0009). Whatever changes a fact that a light rests on asks
/// for <see cref="Relight"/>; it is done once, when the transaction's changes are read back or committed.
/// </summary>
internal static class TaskLights
{
    private static readonly string CannotMeet = EnumNames.Of(Outlook.CannotMeet);

    /// <summary>Asks the same for tasks whose reports changed.</summary>
    public static void RelightAll(this Transaction transaction, string districtId, IEnumerable<long> taskIds, DateOnly today)
    {
        foreach (var taskId in taskIds)
            transaction.Afterwards(RelightAsync, districtId, today, taskId);
    }

    /// <summary>Asks for the lights of a task to be set anew before the transaction ends.</summary>
    public static void Relight(this Transaction transaction, string districtId, long taskId, DateTimeOffset now) =>
        transaction.Afterwards(RelightAsync, districtId, BeijingTime.DateOf(now), taskId);

    /// <summary>Sets the lights of tasks by the rules in force on a day.</summary>
    public static async Task RelightAsync(Transaction transaction, string districtId, DateOnly today, long[] taskIds)
    {
        var pace = await transaction.RulesOfAsync(districtId);
        var rulebook = await transaction.LightRulesInForceAsync(districtId, today);
        var rows = await transaction.QueryAsync<Row>(SelectFacts, new { DistrictId = districtId, Ids = new IdList(taskIds) });
        await transaction.ExecuteAsync(
            Update, rows.Select(row => (Row: row, After: row.Relit(rulebook.Of(row.ListId), pace, today))).Where(lit => lit.After != lit.Row.Stored)
                .Select(lit => new
                {
                    DistrictId = districtId,
                    lit.Row.Id,
                    HasLight = lit.After.Schedule.HasLight ? 1 : 0,
                    lit.After.Schedule.YellowFrom,
                    YellowRule = NameOf(lit.After.Schedule.YellowRule),
                    lit.After.Schedule.RedFrom,
                    RedRule = NameOf(lit.After.Schedule.RedRule),
                    lit.After.MadeGoodOn,
                }));
    }

    public static LightSchedule ScheduleOf(int hasLight, DateOnly? yellowFrom, string? yellowRule, DateOnly? redFrom, string? redRule) => new()
    {
        HasLight = hasLight != 0,
        YellowFrom = yellowFrom,
        YellowRule = ConditionOf(yellowRule),
        RedFrom = redFrom,
        RedRule = ConditionOf(redRule),
    };

    private static LightCondition? ConditionOf(string? name) => name is null ? null : EnumNames.Parse<LightCondition>(name);

    private static string? NameOf(LightCondition? condition) => condition is { } known ? EnumNames.Of(known) : null;

    private sealed record Lit(LightSchedule Schedule, DateOnly? MadeGoodOn);

    private sealed record Row
    {
        public long Id { get; init; }

        public long? ListId { get; init; }

        public string State { get; init; } = "";

        public DateOnly? DueOn { get; init; }

        public DateOnly? HandedInOn { get; init; }

        public string? Outcome { get; init; }

        public DateOnly? CompletedOn { get; init; }

        public DateTimeOffset? ClosedAt { get; init; }

        public int HasLight { get; init; }

        public DateOnly? YellowFrom { get; init; }

        public string? YellowRule { get; init; }

        public DateOnly? RedFrom { get; init; }

        public string? RedRule { get; init; }

        public DateOnly? MadeGoodOn { get; init; }

        public DateOnly? StartOn { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public int Percent { get; init; }

        public DateOnly? ReportDueOn { get; init; }

        public string? Forecast { get; init; }

        public DateOnly? ForecastSince { get; init; }

        public DateOnly? ReturnedOn { get; init; }

        public Lit Stored => new(ScheduleOf(HasLight, YellowFrom, YellowRule, RedFrom, RedRule), MadeGoodOn);

        public Lit Relit(LightRules rules, DistrictRules pace, DateOnly today)
        {
            var facts = FactsBy(pace);
            var madeGoodOn = LightSchedule.MadeGoodOn(Stored.Schedule, LightSchedule.Of(facts, rules), MadeGoodOn, today);
            return new Lit(LightSchedule.Of(facts with { MadeGoodOn = madeGoodOn }, rules), madeGoodOn);
        }

        private LightFacts FactsBy(DistrictRules pace) => new()
        {
            State = EnumNames.Parse<TaskState>(State),
            DueOn = DueOn,
            BehindFrom = Pace.FirstBehind(EnumNames.Parse<TaskState>(State), StartOn ?? BeijingTime.DateOf(CreatedAt), DueOn, Percent, pace),
            ReportDueOn = ReportDueOn,
            CannotMeetSince = Forecast == CannotMeet ? ForecastSince : null,
            HandedInOn = HandedInOn,
            ReturnedOn = ReturnedOn,
            MadeGoodOn = MadeGoodOn,
            Outcome = Outcome is null ? null : EnumNames.Parse<TaskOutcome>(Outcome),
            CompletedOn = CompletedOn,
            ClosedOn = ClosedAt is { } closed ? BeijingTime.DateOf(closed) : null,
        };
    }

    private const string SelectFacts = """
        select id, list_id, state, due_on, handed_in_on, outcome, completed_on, closed_at, has_light, yellow_from, yellow_rule, red_from, red_rule,
               made_good_on, start_on, created_at, percent, report_due_on, forecast, forecast_since, returned_on
          from tasks
         where district_id = @DistrictId and id in @Ids
        """;

    private const string Update = """
        update tasks
           set has_light = @HasLight, yellow_from = @YellowFrom, yellow_rule = @YellowRule, red_from = @RedFrom, red_rule = @RedRule,
               made_good_on = @MadeGoodOn
         where district_id = @DistrictId and id = @Id
        """;
}
