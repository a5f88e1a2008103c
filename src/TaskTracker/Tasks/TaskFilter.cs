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

    /// <summary>At the top of its tree: what numbers count, so that a task and its parts are not counted twice.</summary>
    public const string TopLevelSql = "(t.parent_id is null)";

    /// <summary><see cref="TaskParty.IsReceiptMissing"/> in SQL, of a party p.</summary>
    public const string ReceiptMissingSql = "(p.received_on is null and p.receipt_due_on < @Today)";

    /// <summary>
    /// A milestone of the task is overdue: <see cref="TaskStage.StateOn"/> in SQL. First the few stages whose day has passed, by their index;
    /// then whether one of them counts.
    /// </summary>
    public const string MilestonesOverdueSql = """
        (t.state not in ('closed', 'suspended')
         and t.id in (select task_id from task_stages
                       where district_id = @DistrictId and done_on is null and due_on is not null and due_on < @Today and kind = 'milestone')
         and exists (select 1 from task_stages s
                      where s.district_id = t.district_id and s.task_id = t.id and s.kind = 'milestone' and s.done_on is null
                        and s.due_on < @Today and (t.handed_in_on is null or t.handed_in_on > s.due_on)))
        """;

    /// <summary><see cref="PolicyTask.WaitsForDate"/> in SQL.</summary>
    public const string UndatedSql = "(t.deadline_kind in ('none', 'conditional') and t.state <> 'closed')";

    /// <summary><see cref="Actor.MaySee"/> in SQL, for a caller that is bound to a unit.</summary>
    private const string VisibleSql = """
        t.id in (select task_id from task_units where district_id = @DistrictId and unit_id in @CallerUnits
                 union
                 select id
                   from tasks
                  where district_id = @DistrictId
                    and parent_id in (select task_id from task_units where district_id = @DistrictId and unit_id in @CallerUnits and role = 'lead')
                 union
                 select id
                   from tasks
                  where district_id = @DistrictId
                    and parent_id in (select id
                                        from tasks
                                       where district_id = @DistrictId
                                         and parent_id in (select task_id from task_units where district_id = @DistrictId and unit_id in @CallerUnits and role = 'lead'))
                 union
                 select id
                   from tasks
                  where district_id = @DistrictId
                    and list_id in (select id from task_lists where district_id = @DistrictId and collecting_unit_id in @CallerUnits)
                 union
                 select id
                   from tasks
                  where district_id = @DistrictId
                    and part_of_list_id in (select id from task_lists where district_id = @DistrictId and collecting_unit_id in @CallerUnits))
        """;

    private readonly List<string> _conditions = ["t.district_id = @DistrictId"];

    public TaskFilter(Caller caller, DateOnly today)
    {
        Parameters["DistrictId"] = caller.DistrictId;
        Parameters["Today"] = today;
        if (caller.Actor.IsBoundToUnit)
            And(VisibleSql, "CallerUnits", caller.Units);
    }

    public Dictionary<string, object> Parameters { get; } = [];

    public string Where => string.Join("\n   and ", _conditions);

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

    /// <summary>Tasks on which a unit takes part, in one role or in any.</summary>
    public TaskFilter AndUnit(string parameter, long[] parties, ParticipationRole? role)
    {
        var condition = role is { } only ? $" and role = '{EnumNames.Of(only)}'" : "";
        return And(
            $"t.id in (select task_id from task_units where district_id = @DistrictId and unit_id in @{parameter}{condition})",
            parameter, parties);
    }

    /// <summary>Tasks whose words hold all the words of a query.</summary>
    public TaskFilter AndWords(string query)
    {
        var count = 0;
        foreach (var word in SearchText.WordsOf(query))
        {
            var (pairs, before) = SearchText.PairsOf(word);
            foreach (var pair in pairs)
            {
                count++;
                And($"t.id in (select task_id from task_grams where district_id = @DistrictId and gram = @Pair{count})", $"Pair{count}", pair);
            }

            if (before is not null)
            {
                count++;
                Parameters[$"Before{count}"] = before;
                And($"t.id in (select task_id from task_grams where district_id = @DistrictId and gram >= @From{count} and gram < @Before{count})", $"From{count}", word);
            }

            count++;
            And($"t.search_text like @Word{count} escape '!'", $"Word{count}", $"%{Escape(word)}%");
        }

        return this;
    }

    private static string Escape(string word) => word
        .Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);
}
