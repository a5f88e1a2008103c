using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <content>From where the tasks of a page or of a count come (docs/decisions/0014).</content>
internal sealed partial class TaskFilter
{
    /// <summary>Fewer tasks of a set are all looked at; of more, first so many for each row of the page.</summary>
    private const int Several = 4_000, NearestForEach = 15;

    /// <summary>Of more tasks than these it pays to look which are in another set too, up to so many.</summary>
    private const int WorthCommon = 1_500, MostInCommon = 20_000;

    private TaskSet? _found;
    private TaskSet? _gathered;
    private int _foundSize;
    private string? _nearestBy;

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
        .. _sets.Where(set => !Holds(_found, set) && !Holds(_gathered, set)).Select(set => set.Test).OfType<string>().Select(Sql.Tested),
    ]);

    private static bool Holds(TaskSet? way, TaskSet set) => way is not null && (way == set || way.CommonOf.Contains(set));

    /// <summary>
    /// Decides how a page finds its tasks: from the smallest set if it is small, or from what two have in common, sorted; else through the list
    /// in its order, each task on the way held against the smallest set.
    /// </summary>
    public async Task FindAsync(Session session, bool isById = false)
    {
        (_found, _gathered) = (_sets.Find(set => set.IsSmall), null);
        if (_found is not null || _sets.All(set => set.IsAid))
            return;

        var sizes = await SizesAsync(session, set => set.Most);
        var (smallest, size) = Smallest(sizes);
        if (CommonOf(sizes) is { } common && await ReadAsync(session, common) is { } read)
        {
            (_found, _foundSize) = read;
            return;
        }

        // Of one that was not counted to its end, the tasks of a state come sooner in their own order.
        var isWalked = isById && smallest.IsInOrder && (size < int.MaxValue || !_sets.Exists(set => set.IsAid));
        if (size < smallest.Few || isWalked)
            (_found, _foundSize) = (smallest, size);
        else if (size < smallest.Most)
            _gathered = smallest;
    }

    /// <summary>What was selected once need not be looked for again.</summary>
    /// <returns>Null if there are too many.</returns>
    private async Task<(TaskSet Set, int Size)?> ReadAsync(Session session, TaskSet set)
    {
        Parameters["SizeLimit"] = set.Few;
        long[] ids = [.. await session.QueryAsync<long>($"select id from ({set.Ids}) common limit @SizeLimit", Parameters)];
        if (ids.Length == set.Few)
            return null;

        Parameters["FoundIds"] = new IdList(ids);
        return (set with { Ids = "select id from tasks where district_id = @DistrictId and id in @FoundIds" }, ids.Length);
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

    /// <summary>Decides how all tasks of the filter are counted: from the smallest set, or from what two have in common.</summary>
    public async Task FindAllAsync(Session session)
    {
        (_found, _gathered) = (_sets.Find(set => set.IsSmall), null);
        if (_found is not null || _sets.All(set => set.IsAid))
            return;

        var sizes = await SizesAsync(session, _ => int.MaxValue);
        _found = CommonOf(sizes) ?? Smallest(sizes).Set;
    }

    /// <summary>Counts all tasks, or records of theirs, that the filter lets through.</summary>
    /// <param name="session">The database.</param>
    /// <param name="count">The statement; written once it is decided from where the tasks come.</param>
    public async Task<long> CountAsync(Session session, Func<TaskFilter, string> count)
    {
        await FindAllAsync(session);
        return await session.QuerySingleAsync<long>(count(this), Parameters);
    }

    /// <summary>
    /// How large the sets are: each counted no further than it would matter. A set that reaches its own limit decides nothing, whatever the
    /// others are; nor does a pair that is larger than another of the same word, nor anything once few tasks are left.
    /// </summary>
    /// <returns>With <see cref="int.MaxValue"/> for those that were not counted to their end.</returns>
    private async Task<IReadOnlyList<(TaskSet Set, int Size)>> SizesAsync(Session session, Func<TaskSet, int> limitOf)
    {
        var sizes = new List<(TaskSet Set, int Size)>();
        foreach (var set in _sets.OrderBy(set => set.IsAid))
        {
            var smallest = Least(sizes);
            if (smallest > WorthCommon)
                smallest = set.Word is null ? int.MaxValue : Least(sizes.Where(other => other.Set.Word == set.Word));
            else if (set.IsAid)
                break;
            sizes.Add((set, await SizeAsync(session, set, Math.Min(limitOf(set), smallest))));
        }

        return sizes;

        static int Least(IEnumerable<(TaskSet Set, int Size)> counted) => counted.Select(set => set.Size).DefaultIfEmpty(int.MaxValue).Min();
    }

    private static (TaskSet Set, int Size) Smallest(IReadOnlyList<(TaskSet Set, int Size)> sizes) =>
        sizes.Where(set => !set.Set.IsAid).OrderBy(set => set.Size).ThenByDescending(set => set.Set.IsInOrder).First();

    /// <summary>
    /// What the two smallest sets have in common that do not mostly hold the same tasks; null if the smallest of all is small enough or takes no
    /// part in it.
    /// </summary>
    private static TaskSet? CommonOf(IReadOnlyList<(TaskSet Set, int Size)> sizes)
    {
        var (smallest, size) = Smallest(sizes);
        if (size is <= WorthCommon or > MostInCommon || smallest.IsGathered)
            return null;

        TaskSet[] two = [.. sizes
            .Where(set => !set.Set.IsGathered && set.Size <= MostInCommon)
            .OrderBy(set => set.Size)
            .DistinctBy(set => set.Set.Word ?? set.Set.Ids)
            .Take(2)
            .Select(set => set.Set)];
        return two.Length == 2 ? TaskSets.Common(two) : null;
    }

    /// <returns><see cref="int.MaxValue"/> if it reaches the limit.</returns>
    private async Task<int> SizeAsync(Session session, TaskSet set, int limit)
    {
        Parameters["SizeLimit"] = limit;
        var size = await session.QuerySingleAsync<int>(CountRows(set), Parameters);
        return size < limit ? size : int.MaxValue;
    }

    private static string CountRows(TaskSet set) => $"select count(*) from (select 1 as one from ({set.Rows ?? set.Ids}) rows_of limit @SizeLimit) counted";
}
