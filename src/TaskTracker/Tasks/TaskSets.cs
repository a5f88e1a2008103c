using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <summary>The conditions on tasks that an index answers: visibility, units, words, dates, lights.</summary>
internal static class TaskSets
{
    /// <summary>A unit of the caller leads what a task t is a part of.</summary>
    public const string LedAboveSql = """
        (t.parent_id is not null
         and (exists (select 1 from task_units v
                       where v.district_id = t.district_id and v.unit_id in @CallerUnits and v.task_id = t.parent_id and v.role = 'lead')
              or exists (select 1
                           from tasks above
                           join task_units v on v.district_id = above.district_id and v.task_id = above.parent_id
                          where above.district_id = t.district_id and above.id = t.parent_id and v.unit_id in @CallerUnits and v.role = 'lead')))
        """;

    /// <summary><see cref="Actor.MaySee"/> in SQL, for a caller that is bound to a unit: as a set, and of one task.</summary>
    public static readonly TaskSet Visible = new()
    {
        Ids = """
            select task_id as id from task_units where district_id = @DistrictId and unit_id in @CallerUnits
            union all
            select id
              from tasks
             where district_id = @DistrictId
               and parent_id in (select task_id from task_units where district_id = @DistrictId and unit_id in @CallerUnits and role = 'lead')
            union all
            select id
              from tasks
             where district_id = @DistrictId
               and parent_id in (select id
                                   from tasks
                                  where district_id = @DistrictId
                                    and parent_id in (select task_id from task_units where district_id = @DistrictId and unit_id in @CallerUnits and role = 'lead'))
            union all
            select id
              from tasks
             where district_id = @DistrictId
               and list_id in (select id from task_lists where district_id = @DistrictId and collecting_unit_id in @CallerUnits)
            union all
            select id
              from tasks
             where district_id = @DistrictId
               and part_of_list_id in (select id from task_lists where district_id = @DistrictId and collecting_unit_id in @CallerUnits)
            """,
        Repeats = true,
        Rows = """
            select task_id from task_units where district_id = @DistrictId and unit_id in @CallerUnits
            union all
            select id
              from tasks
             where district_id = @DistrictId
               and list_id in (select id from task_lists where district_id = @DistrictId and collecting_unit_id in @CallerUnits)
            union all
            select id
              from tasks
             where district_id = @DistrictId
               and part_of_list_id in (select id from task_lists where district_id = @DistrictId and collecting_unit_id in @CallerUnits)
            """,
        Test = $"""
            exists (select 1 from task_units v where v.district_id = t.district_id and v.unit_id in @CallerUnits and v.task_id = t.id)
             or {LedAboveSql}
             or coalesce(t.list_id, t.part_of_list_id) in (select id from task_lists where district_id = @DistrictId and collecting_unit_id in @CallerUnits)
            """,
        Most = 5_000,
    };

    /// <summary>The tasks of a list, of a document, of a parent: never so many that somebody would have to count them.</summary>
    /// <param name="condition">On one column of tasks.</param>
    public static TaskSet Named(string condition) => new()
    {
        Ids = $"select id from tasks where district_id = @DistrictId and {condition}",
        Test = $"t.{condition}",
        IsSmall = true,
    };

    /// <summary>Tasks that an index of their own columns names; the filter tests the condition itself.</summary>
    public static TaskSet Indexed(string condition) => new() { Ids = $"select id from tasks where district_id = @DistrictId and {condition}" };

    /// <summary>
    /// Tasks of a stretch of days. What is due, made and changed at one time lies together, so the way through the list meets them at once
    /// or at its end.
    /// </summary>
    public static TaskSet OfDays(string condition) => Indexed(condition) with { Few = 10_000, Most = 50_000 };

    /// <summary>Tasks of one state.</summary>
    public static readonly TaskSet OfState = Indexed("state = @State") with { IsAid = true, IsInOrder = true };

    /// <summary>Tasks with the lights that are few, by colour.</summary>
    public static readonly IReadOnlyDictionary<string, TaskSet> OfLight = new Dictionary<string, TaskSet>
    {
        ["red"] = Indexed("red_from <= @Today"),
        ["yellow"] = Indexed("yellow_from <= @Today and coalesce(red_from > @Today, true)"),
        ["none"] = Indexed("has_light = 0"),
    };

    /// <summary>Tasks on which a unit takes part, in one role or in any.</summary>
    /// <param name="parameter">Holds the ids under which it does.</param>
    /// <param name="role">Null for any.</param>
    public static TaskSet OfUnit(string parameter, ParticipationRole? role)
    {
        var inRole = role is { } one ? $" and role = '{EnumNames.Of(one)}'" : "";
        var only = $"unit_id in @{parameter}{inRole}";
        return new TaskSet
        {
            Ids = $"select task_id as id from task_units where district_id = @DistrictId and {only}",
            Repeats = true,
            Test = $"exists (select 1 from task_units where district_id = t.district_id and {only} and task_id = t.id)",
        };
    }

    /// <summary>Tasks in whose words two characters stand side by side.</summary>
    /// <param name="parameter">Holds the two.</param>
    /// <param name="word">Of which they are a pair.</param>
    /// <param name="isWord">They are all that is asked for; else the filter tests the word that they are of.</param>
    public static TaskSet OfPair(string parameter, string word, bool isWord) => new()
    {
        Ids = $"select task_id as id from task_grams where district_id = @DistrictId and gram = @{parameter}",
        Test = isWord ? $"exists (select 1 from task_grams where district_id = t.district_id and gram = @{parameter} and task_id = t.id)" : null,
        IsInOrder = true,
        Word = word,
    };

    /// <summary>
    /// Tasks of several sets. In the order of their ids SQLite walks through all of them side by side, at a third of what it costs to look up in
    /// one set what another holds. The sign keeps it from walking through all tasks for the sake of that order.
    /// </summary>
    public static TaskSet Common(IReadOnlyList<TaskSet> sets) => new()
    {
        Ids = $"{string.Join(" intersect ", sets.Select(set => set.IsInOrder ? set.Ids : $"select +id as id from ({set.Ids}) unsorted"))} order by id",
        CommonOf = sets,
    };

    /// <summary>Tasks in whose words one character stands: those of the pairs that begin with it. The filter tests it besides.</summary>
    public static TaskSet OfCharacter(string from, string before) => new()
    {
        Ids = $"select task_id as id from task_grams where district_id = @DistrictId and gram >= @{from} and gram < @{before}",
        Repeats = true,
    };
}
