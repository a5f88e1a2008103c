using TaskTracker.Auth;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <summary>
/// Which tasks are meant: every condition of a list or a count, in SQL that holds no text of the caller. The conditions of visibility and
/// lateness are Core's rules said in SQL; a test compares the two.
/// </summary>
internal sealed partial class TaskFilter
{
    /// <summary><see cref="Lateness.IsOverdue"/> in SQL.</summary>
    public const string OverdueSql =
        "(t.state not in ('closed', 'suspended') and t.due_on < @Today and (t.handed_in_on is null or t.handed_in_on > t.due_on))";

    /// <summary><see cref="Lateness.IsClosedLate"/> in SQL.</summary>
    public const string ClosedLateSql = "(t.state = 'closed' and t.completed_on > t.due_on)";

    /// <summary><see cref="Core.Lights.LightSchedule.On"/> in SQL, by colour.</summary>
    public static readonly IReadOnlyDictionary<string, string> LightSql = new Dictionary<string, string>
    {
        ["red"] = RedSql,
        ["yellow"] = YellowSql,
        ["green"] = $"(t.has_light = 1 and coalesce(not {RedSql}, true) and coalesce(not {YellowSql}, true))",
        ["none"] = "(t.has_light = 0)",
    };

    private const string RedSql = "(t.has_light = 1 and t.red_from <= @Today)";
    private const string YellowSql = "(t.has_light = 1 and t.yellow_from <= @Today and coalesce(t.red_from > @Today, true))";

    /// <summary>Open: not closed, be it suspended.</summary>
    public const string OpenSql = "(t.state <> 'closed')";

    public const string ClosedSql = "(t.state = 'closed')";

    /// <summary>At the top of its tree: what numbers count, so that a task and its parts are not counted twice.</summary>
    public const string TopLevelSql = "(t.parent_id is null)";

    /// <summary><see cref="TaskParty.IsReceiptMissing"/> in SQL, of a party p.</summary>
    public const string ReceiptMissingSql = "(p.received_on is null and p.receipt_due_on < @Today)";

    /// <summary>
    /// The parties p of open tasks t that have not acknowledged them in time. Of many tasks that were closed without, the open ones are told
    /// by their ids alone.
    /// </summary>
    public static readonly string ReceiptsMissingSql = $"""
        p.district_id = @DistrictId and p.task_id = t.id and {ReceiptMissingSql}
           and {Sql.Tested($"p.task_id in (select id from tasks where district_id = @DistrictId and state in ({OpenStates}))")}
        """;

    /// <summary>As a list, since no index of SQLite answers what something is not.</summary>
    private static string OpenStates =>
        string.Join(", ", EnumNames.All<TaskState>().Where(state => state != EnumNames.Of(TaskState.Closed)).Select(state => $"'{state}'"));

    /// <summary>A milestone of the task is overdue: <see cref="TaskStage.StateOn"/> in SQL.</summary>
    public const string MilestonesOverdueSql = """
        (t.state not in ('closed', 'suspended')
         and exists (select 1 from task_stages s
                      where s.district_id = t.district_id and s.task_id = t.id and s.kind = 'milestone' and s.done_on is null
                        and s.due_on < @Today and (t.handed_in_on is null or t.handed_in_on > s.due_on)))
        """;

    /// <summary><see cref="PolicyTask.WaitsForDate"/> in SQL.</summary>
    public const string UndatedSql = "(t.deadline_kind in ('none', 'conditional') and t.state <> 'closed')";

    private readonly List<string> _conditions = ["t.district_id = @DistrictId"];
    private readonly List<string> _ofRecords = [];
    private readonly List<string> _ofOrder = [];
    private readonly List<TaskSet> _sets = [];

    public TaskFilter(Caller caller, DateOnly today)
    {
        Parameters["DistrictId"] = caller.DistrictId;
        Parameters["Today"] = today;
        if (caller.Actor.IsBoundToUnit)
            Within(TaskSets.Visible, "CallerUnits", caller.Units);
    }

    public Dictionary<string, object> Parameters { get; } = [];

    /// <summary>A condition by whose index the tasks may be found, so one that is in line with the order, or met by one task.</summary>
    public TaskFilter And(string condition)
    {
        _conditions.Add(condition);
        return this;
    }

    public TaskFilter And(string condition, string parameter, object value)
    {
        Parameters[parameter] = value;
        return And(condition);
    }

    /// <summary>A condition that is tested of each task on the way, whatever index there is.</summary>
    public TaskFilter AndTested(string condition) => And(Sql.Tested(condition));

    public TaskFilter AndTested(string condition, string parameter, object value)
    {
        Parameters[parameter] = value;
        return AndTested(condition);
    }

    /// <summary>A condition on records of tasks: by its index where the way leads through the records, not where they follow their tasks.</summary>
    public TaskFilter AndOfRecords(string condition)
    {
        _ofRecords.Add(condition);
        return this;
    }

    public TaskFilter AndOfRecords(string condition, string parameter, object value)
    {
        Parameters[parameter] = value;
        return AndOfRecords(condition);
    }

    /// <summary>Where the page before ended: the way through the list begins there, a set is found by what it is.</summary>
    public TaskFilter After(string condition, string parameter, object value)
    {
        Parameters[parameter] = value;
        _ofOrder.Add(condition);
        return this;
    }

    public TaskFilter Within(TaskSet set)
    {
        _sets.Add(set);
        return this;
    }

    public TaskFilter Within(TaskSet set, string parameter, object value)
    {
        Parameters[parameter] = value;
        return Within(set);
    }
}
