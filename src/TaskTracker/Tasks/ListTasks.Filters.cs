using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <content>What the parameters ask for, as conditions.</content>
internal static partial class ListTasks
{
    private static readonly (string Name, ParticipationRole? Role)[] RoleFilters =
    [
        ("unit", null), ("lead", ParticipationRole.Lead), ("partner", ParticipationRole.Partner), ("coordinator", ParticipationRole.Coordinator),
        ("supervising", ParticipationRole.Supervisor),
    ];

    private static async Task<ProblemHttpResult?> ApplyAsync(
        Session session, TaskFilter filter, QueryValues query, Caller caller, DateOnly today, string sort)
    {
        if (query.Id("list") is { } list)
            filter.Within(TaskSets.Named("list_id = @List"), "List", list);
        if (query.Id("parent") is { } parent)
            filter.Within(TaskSets.Named("parent_id = @Parent"), "Parent", parent);
        if (query.Text("document") is { } document)
        {
            if (long.TryParse(document, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                filter.Within(TaskSets.Named("document_id = @Document"), "Document", id);
            else
                filter.Within(TaskSets.Named("source_document_id in (select id from source_documents where district_id = @DistrictId and number = @Number)"), "Number", document);
        }

        foreach (var (name, role) in RoleFilters)
        {
            if (query.Text(name) is not { } sent)
                continue;

            if (await session.FindUnitAsync(caller.DistrictId, sent) is not { } unit)
                return Problems.Invalid("invalid-parameter", new Dictionary<string, string[]> { [name] = [$"No unit or group of the district is called \"{sent}\"."] });

            filter.Within(TaskSets.OfUnit($"Parties{name}", role), $"Parties{name}", await session.PartiesOfAsync(caller.DistrictId, unit, today));
        }

        ApplyStates(filter, query);
        ApplyFlags(filter, query);
        ApplyDates(filter, query, sort);
        if (query.Text("q") is { } words)
            ApplyWords(filter, words);
        return null;
    }

    private static void ApplyStates(TaskFilter filter, QueryValues query)
    {
        if (query.Choices("state") is [var only])
            filter.And("t.state = @State", "State", only).Within(TaskSets.OfState);
        else if (query.Choices("state") is { } states)
        {
            filter.AndTested("t.state in @States", "States", states);
            if (!states.Contains(EnumNames.Of(TaskState.Closed)))
                filter.And(TaskFilter.OpenSql);
        }

        if (query.Flag("open") is { } open)
            filter.And(open ? TaskFilter.OpenSql : TaskFilter.ClosedSql);
        if (query.Choices("forecast") is { } forecasts)
        {
            filter.AndTested("t.forecast in @Forecasts", "Forecasts", forecasts)
                .Within(TaskSets.Indexed("forecast is not null and forecast in @Forecasts"));
        }

        if (query.Choices("light") is { } lights)
        {
            filter.AndTested($"({string.Join(" or ", lights.Select(light => TaskFilter.LightSql[light]))})");
            if (lights is [var colour] && TaskSets.OfLight.TryGetValue(colour, out var set))
                filter.Within(set);
        }
    }

    private static void ApplyFlags(TaskFilter filter, QueryValues query)
    {
        Apply("overdue", TaskFilter.OverdueSql, onlyOpen: true);
        Apply("milestonesOverdue", TaskFilter.MilestonesOverdueSql, onlyOpen: true);
        Apply("undated", TaskFilter.UndatedSql, onlyOpen: true);
        Apply("closedLate", TaskFilter.ClosedLateSql);
        Apply("topLevel", TaskFilter.TopLevelSql);
        if (query.Flag("closedLate") is true)
            filter.Within(TaskSets.Indexed("completed_on > due_on"));
        if (query.Flag("topLevel") is false)
            filter.Within(TaskSets.Indexed("parent_id is not null"));

        void Apply(string name, string condition, bool onlyOpen = false)
        {
            if (query.Flag(name) is not { } asked)
                return;

            filter.AndTested(asked ? condition : $"not coalesce({condition}, 1 = 0)");
            if (asked && onlyOpen)
                filter.And(TaskFilter.OpenSql);
        }
    }

    /// <summary>In their own order a stretch of days is a stretch of the list; in another it is a set.</summary>
    private static void ApplyDates(TaskFilter filter, QueryValues query, string sort)
    {
        var bounds = new List<string>();
        if (query.Date("dueFrom") is { } dueFrom)
        {
            filter.Parameters["DueFrom"] = dueFrom;
            bounds.Add(">= @DueFrom");
        }

        if (query.Date("dueTo") is { } dueTo)
        {
            filter.Parameters["DueTo"] = dueTo;
            bounds.Add("<= @DueTo");
        }

        if (bounds.Count > 0)
        {
            if (sort is ByDue or ByDueDown)
                filter.And(Bounded("t.due_order")).And("t.due_order < @Undated", "Undated", TaskStore.Undated);
            else
                filter.AndTested(Bounded("t.due_on")).Within(TaskSets.OfDays(Bounded("due_on")));
        }

        string Bounded(string column) => string.Join(" and ", bounds.Select(bound => $"{column} {bound}"));

        if (query.Instant("updatedSince") is not { } since)
            return;

        filter.Parameters["Since"] = since;
        if (sort is ByUpdated or ByUpdatedDown)
            filter.And("t.updated_at >= @Since");
        else
            filter.AndTested("t.updated_at >= @Since").Within(TaskSets.OfDays($"updated_at >= @Since{OfState(query)}"));
    }

    /// <summary>What was changed lately in one state, or is open, has an index of its own.</summary>
    private static string OfState(QueryValues query) =>
        query.Choices("state") is [_] ? " and state = @State" : query.Flag("open") is true ? " and state <> 'closed'" : "";

    /// <summary>Tasks whose words hold all the words of a query.</summary>
    private static void ApplyWords(TaskFilter filter, string query)
    {
        var count = 0;
        foreach (var word in SearchText.WordsOf(query))
        {
            // Pairs may stand apart; a word of two characters is its pair.
            var isPair = word.EnumerateRunes().Count() == 2;
            var (pairs, before) = SearchText.PairsOf(word);
            foreach (var pair in pairs)
            {
                count++;
                filter.Within(TaskSets.OfPair($"Pair{count}", word, isPair), $"Pair{count}", pair);
            }

            count++;
            if (before is not null)
            {
                filter.Parameters[$"Before{count}"] = before;
                filter.Within(TaskSets.OfCharacter($"From{count}", $"Before{count}"), $"From{count}", word);
            }

            if (!isPair)
                filter.AndTested($"t.search_text like @Word{count} escape '!'", $"Word{count}", $"%{Escape(word)}%");
        }
    }

    private static string Escape(string word) => word
        .Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);
}
