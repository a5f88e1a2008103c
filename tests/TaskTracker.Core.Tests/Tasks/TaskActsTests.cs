using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Tests.Tasks;

/// <summary>
/// Every act × performer × state against a table that is written here a second time, by hand: whoever changes the machine says so here too.
/// </summary>
internal sealed class TaskActsTests
{
    /// <summary>Act | who | assigned, in progress, awaiting review, suspended, closed: a tick, or the code of the refusal.</summary>
    private const string Expected = """
        Receive             | participant           | ✓ ✓ ✓ ✓ task-closed
        NamePersons         | participant or office | ✓ ✓ ✓ ✓ task-closed
        ReportProgress      | participant           | ✓ ✓ awaiting-review task-suspended task-closed
        AmendReport         | participant           | ✓ ✓ ✓ task-suspended task-closed
        RuleOnReport        | collector or office   | ✓ ✓ ✓ ✓ ✓
        DeclareForecast     | lead                  | ✓ ✓ awaiting-review task-suspended task-closed
        MarkMilestone       | lead or office        | ✓ ✓ awaiting-review task-suspended task-closed
        RequestCompletion   | lead                  | ✓ ✓ awaiting-review task-suspended task-closed
        Review              | office                | not-awaiting-review not-awaiting-review ✓ not-awaiting-review not-awaiting-review
        ReturnPart          | office                | ✓ ✓ ✓ task-suspended task-closed
        Close               | office                | ✓ ✓ ✓ ✓ task-closed
        Recheck             | office                | task-open task-open task-open task-open ✓
        ReceiveConclusion   | lead                  | task-open task-open task-open task-open ✓
        AppealAgainstClosing | lead                 | task-open task-open task-open task-open ✓
        RuleOnAppeal        | office                | task-open task-open task-open task-open ✓
        RequestExtension    | lead or office        | ✓ ✓ awaiting-review task-suspended task-closed
        RuleOnExtension     | collector or office   | ✓ ✓ ✓ ✓ task-closed
        RequestChange       | lead or office        | ✓ ✓ ✓ ✓ task-closed
        RuleOnChange        | office                | ✓ ✓ ✓ ✓ task-closed
        RequestHandOver     | lead                  | ✓ ✓ awaiting-review task-suspended task-closed
        RuleOnHandOver      | office                | ✓ ✓ ✓ ✓ task-closed
        Suspend             | office                | ✓ ✓ awaiting-review task-suspended task-closed
        Resume              | office                | not-suspended not-suspended not-suspended ✓ not-suspended
        Correct             | office                | ✓ ✓ ✓ ✓ task-closed
        SetDate             | office                | ✓ ✓ ✓ ✓ task-closed
        BreakDown           | lead or office        | ✓ ✓ ✓ ✓ task-closed
        Link                | office                | ✓ ✓ ✓ ✓ ✓
        Urge                | office                | ✓ ✓ ✓ task-suspended task-closed
        IssueOrder          | office                | ✓ ✓ ✓ task-suspended task-closed
        AnswerOrder         | participant           | ✓ ✓ ✓ ✓ task-closed
        RuleOnAnswer        | office                | ✓ ✓ ✓ ✓ task-closed
        DemandRectification | office                | ✓ ✓ ✓ task-suspended task-closed
        Interview           | office                | ✓ ✓ ✓ ✓ ✓
        Instruct            | office                | ✓ ✓ ✓ ✓ ✓
        """;

    /// <summary>Who | who of the callers below that is | the code for all others.</summary>
    private const string Performers = """
        lead                  | lead, group member         | not-lead-unit
        participant           | lead, group member, partner | not-a-participant
        office                | office                     | not-supervision-office
        lead or office        | lead, group member, office | not-lead-unit
        participant or office | lead, group member, partner, office | not-a-participant
        collector or office   | collector, office          | not-collecting-unit
        """;

    private static readonly TaskState[] States =
        [TaskState.Assigned, TaskState.InProgress, TaskState.AwaitingReview, TaskState.Suspended, TaskState.Closed];

    private static readonly Dictionary<string, Actor> Callers = new()
    {
        ["lead"] = SampleTasks.Lead,
        ["group member"] = new Actor(Role.Coordinator, new HashSet<long> { 4, 7 }) { UnitId = 4 },
        ["partner"] = SampleTasks.Partner,
        ["collector"] = SampleTasks.Collector,
        ["other unit"] = new Actor(Role.Coordinator, new HashSet<long> { 8 }) { UnitId = 8 },
        ["office"] = SampleTasks.Office,
        ["reader"] = new Actor(Role.Reader, new HashSet<long>()),
        ["lead's reader"] = new Actor(Role.Reader, new HashSet<long> { 1 }) { UnitId = 1 },
        ["collector's reader"] = new Actor(Role.Reader, new HashSet<long> { 9 }) { UnitId = 9 },
        ["admin"] = new Actor(Role.Admin, new HashSet<long>()),
    };

    private static readonly Dictionary<string, string[]> Table = Rows(Expected);
    private static readonly Dictionary<string, string[]> Who = Rows(Performers);

    [Test]
    public void Every_act_stands_in_the_table_and_nothing_else()
    {
        Assert.That(Table.Keys, Is.EquivalentTo(Enum.GetNames<ActKind>()));
        Assert.That(TaskActs.All.Keys, Is.EquivalentTo(Enum.GetValues<ActKind>()));
        Assert.That(States, Is.EquivalentTo(Enum.GetValues<TaskState>()));
    }

    [TestCaseSource(nameof(Acts))]
    public void Every_caller_in_every_state_may_or_is_refused_with_its_code(ActKind act)
    {
        var (who, states) = (Who[Table[$"{act}"][0]], Table[$"{act}"][1].Split(' '));
        Assert.Multiple(() =>
        {
            foreach (var (caller, actor) in Callers)
            {
                var mayDo = who[0].Split(", ").Contains(caller);
                for (var i = 0; i < States.Length; i++)
                {
                    var expected = !mayDo ? $"403 {who[1]}" : states[i] == "✓" ? "✓" : $"409 {states[i]}";
                    Assert.That(Answer(act, States[i], actor), Is.EqualTo(expected), $"{act} by the {caller}, {States[i]}");
                }
            }
        });
    }

    /// <summary>A word that the tables do not know would let a line pass without being looked at.</summary>
    [Test]
    public void The_tables_are_written_in_known_words_only()
    {
        Assert.That(Table.Values.Select(row => row[0]).Distinct(), Is.EquivalentTo(Who.Keys));
        Assert.That(Who.Values.SelectMany(row => row[0].Split(", ")).Distinct(), Is.SubsetOf(Callers.Keys));
        Assert.That(Table.Values.Select(row => row[1].Split(' ').Length), Is.All.EqualTo(States.Length));
    }

    private static string Answer(ActKind act, TaskState state, Actor actor)
    {
        var task = SampleTasks.In(state);
        task = task with { CollectingUnitId = 9, Participations = [.. task.Participations, new Participation(ParticipationRole.Lead, "各街道", 7)] };
        return TaskActs.RefusalOf(act, task, actor) is { } refusal ? $"{(refusal.Forbidden ? 403 : 409)} {refusal.Code}" : "✓";
    }

    private static IEnumerable<ActKind> Acts() => Enum.GetValues<ActKind>();

    private static Dictionary<string, string[]> Rows(string table) => table.Split('\n', StringSplitOptions.TrimEntries)
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(cells => cells[0], cells => cells[1..]);
}
