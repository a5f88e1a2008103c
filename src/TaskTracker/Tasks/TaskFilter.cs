using TaskTracker.Auth;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <summary>
/// Which tasks are meant: every condition of a list or a count, in SQL that holds no text of the caller. The conditions of visibility and
/// lateness are Core's rules said in SQL; a test compares the two.
/// </summary>
internal sealed class TaskFilter
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

    /// <summary>Fewer tasks of a set are all looked at; of more, first so many for each row of the page.</summary>
    private const int Several = 4_000, NearestForEach = 20;

    private readonly List<string> _conditions = ["t.district_id = @DistrictId"];
    private readonly List<string> _ofRecords = [];
    private readonly List<string> _ofOrder = [];
    private readonly List<TaskSet> _sets = [];
    private TaskSet? _found;
    private TaskSet? _gathered;
    private int _foundSize;
    private string? _nearestBy;

    public TaskFilter(Caller caller, DateOnly today)
    {
        Parameters["DistrictId"] = caller.DistrictId;
        Parameters["Today"] = today;
        if (caller.Actor.IsBoundToUnit)
            Within(TaskSets.Visible, "CallerUnits", caller.Units);
    }

    public Dictionary<string, object> Parameters { get; } = [];

    /// <summary>Where the tasks t come from: from a set that was found to be small, or all that there are.</summary>
    public string From => (_found, _nearestBy) switch
    {
        (null, _) => "tasks t",
        (_, null) => $"({FoundIds}) found cross join tasks t",
        _ => $"""
            (select t.id
               from ({FoundIds}) found cross join tasks t
              where {string.Join(" and ", ["t.district_id = @DistrictId", "t.id = found.id", .. _ofOrder.Select(Sql.Tested)])}
              order by {_nearestBy}
              limit @Nearest) found cross join tasks t
            """,
    };

    /// <summary>The sign keeps SQLite from walking a whole index in the order of its tasks, to meet each task once.</summary>
    private string FoundIds => _found!.Repeats ? $"select distinct +id as id from ({_found.Ids}) repeated" : _found.Ids;

    /// <summary>Whether the tasks come from a set.</summary>
    public bool IsFound => _found is not null;

    /// <summary>The same with records of theirs: the records of the tasks of a set, else the tasks of all records.</summary>
    /// <param name="records">A table and its alias; the filter's user joins it by its task.</param>
    public string FromWith(string records) => _found is null ? $"{records} cross join tasks t" : $"{From} cross join {records}";

    /// <summary>A task's id for sorting, where it comes from.</summary>
    public string Id => _found is { IsInOrder: true } ? "found.id" : "t.id";

    public string Where => string.Join("\n   and ",
    [
        .. _conditions,
        .. _found is null ? _ofRecords : ["t.id = found.id", .. _ofRecords.Select(Sql.Tested)],
        .. _found is { IsInOrder: false } ? _ofOrder.Select(Sql.Tested) : _ofOrder,
        .. _gathered is null ? (IEnumerable<string>)[] : [Sql.Tested($"t.id in ({_gathered.Ids})")],
        .. _sets.Where(set => set != _found && set != _gathered).Select(set => set.Test).OfType<string>().Select(Sql.Tested),
    ]);

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

    /// <summary>
    /// Decides how a page finds its tasks (docs/decisions/0014): from the smallest set if it is small, sorted; else through the list in its
    /// order, each task on the way held against the smallest set.
    /// </summary>
    public async Task FindAsync(Session session, bool isById = false)
    {
        (_found, _gathered) = (_sets.Find(set => set.IsSmall), null);
        if (_found is not null || _sets.Count == 0)
            return;

        var (smallest, size) = await SmallestAsync(session, set => set.Most);
        if (size < smallest.Few || (isById && smallest.IsInOrder))
            (_found, _foundSize) = (smallest, size);
        else if (size < smallest.Most)
            _gathered = smallest;
    }

    /// <summary>
    /// True if a page may well be full before the whole set was held against all other conditions: many were found, and others hold sets too.
    /// Then the filter lets only those through that come first.
    /// </summary>
    /// <param name="orderBy">The order of the page.</param>
    /// <param name="fetch">The rows of the page.</param>
    public bool TryNearest(string orderBy, int fetch)
    {
        if (_found is null or { IsSmall: true } or { IsInOrder: true } || _foundSize < Several || _sets.Count == 1)
            return false;

        _nearestBy = orderBy;
        Parameters["Nearest"] = fetch * NearestForEach;
        return true;
    }

    /// <summary>The filter lets all through again.</summary>
    public void ForgetNearest() => _nearestBy = null;

    /// <summary>Decides how all tasks of the filter are counted: from the smallest set.</summary>
    public async Task FindAllAsync(Session session)
    {
        (_found, _gathered) = (_sets.Find(set => set.IsSmall), null);
        if (_found is null && _sets.Count > 0)
            _found = (await SmallestAsync(session, _ => int.MaxValue)).Set;
    }

    /// <summary>Counts all tasks, or records of theirs, that the filter lets through.</summary>
    /// <param name="session">The database.</param>
    /// <param name="count">The statement; written once it is decided from where the tasks come.</param>
    public async Task<long> CountAsync(Session session, Func<TaskFilter, string> count)
    {
        await FindAllAsync(session);
        return await session.QuerySingleAsync<long>(count(this), Parameters);
    }

    /// <summary>Each set is counted up to its limit; one that reaches it is too large to be the smallest, whatever the others are.</summary>
    private async Task<(TaskSet Set, int Size)> SmallestAsync(Session session, Func<TaskSet, int> limitOf)
    {
        foreach (var (place, set) in _sets.Index())
            Parameters[$"Limit{place}"] = limitOf(set);
        int[] sizes = [.. await session.QueryAsync<int>(CountRows(_sets), Parameters)];
        return _sets.Zip(sizes)
            .OrderBy(set => set.Second < limitOf(set.First) ? set.Second : int.MaxValue)
            .ThenByDescending(set => set.First.IsInOrder)
            .First();
    }

    private static string CountRows(IEnumerable<TaskSet> sets) => $"""
        select counted.size
          from ({string.Join("\nunion all\n", sets.Select((set, place) => $"select {place} as place, count(*) as size from (select 1 as one from ({set.Rows ?? set.Ids}) r{place} limit @Limit{place}) c{place}"))}) counted
         order by counted.place
        """;
}
