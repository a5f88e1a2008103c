using System.Globalization;
using System.Text.Json.Nodes;
using TaskTracker.Platform;
using TaskTracker.Tasks;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Tasks;

/// <summary>A page holds the same tasks in whatever way it is found, and no way costs more than the page.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class LongListTests(DatabaseProvider provider) : ServiceTests(provider)
{
    /// <summary>Longer lists are not read to their end.</summary>
    private const int Long = 700;

    private static readonly string[] Sorts = ["id", "due", "-due", "updated", "-updated"];

    /// <summary>Each parameter at least once, and such as callers put together.</summary>
    private static readonly string[] Filters =
    [
        "", "list=1", "document=1", "document=no such number", "unit=区甲局", "unit=区丙局", "lead=区甲局", "lead=区乙局", "partner=区乙局", "coordinator=区甲局",
        "supervising=区甲局", "parent=96", "topLevel=true", "topLevel=false", "state=closed", "state=suspended", "state=assigned,in_progress", "state=assigned,closed",
        "open=true", "open=false", "forecast=at_risk", "forecast=at_risk,cannot_meet", "overdue=true", "overdue=false", "light=red", "light=yellow", "light=green",
        "light=none", "light=red,none", "closedLate=true", "closedLate=false", "milestonesOverdue=true", "milestonesOverdue=false", "undated=true", "undated=false",
        "dueFrom=2018-12-28&dueTo=2019-01-01", "dueFrom=2018-01-01", "dueTo=2018-12-01", "updatedSince=2019-02-25T00:00:00Z", "updatedSince=2018-01-01T00:00:00Z",
        $"q={LongList.Common}", "q=常见词", "q=见", $"q={LongList.Everywhere}", "q=无此词语", $"q={LongList.Common} {LongList.Everywhere}",
        $"q={LongList.Former} {LongList.Latter}", $"q={LongList.Former} {LongList.Latter}&state=suspended", $"q={LongList.Everywhere}&state=closed", "light=red&closedLate=true",
        "unit=区甲局&lead=区甲局", "unit=区甲局&state=suspended&topLevel=true", "unit=区丙局&overdue=true", $"q={LongList.Common}&open=true", "q=常见词&light=red&dueTo=2018-12-10",
        "list=1&overdue=true", "unit=区甲局&dueFrom=2018-01-01&state=assigned&overdue=true", "unit=区甲局&q=常见词&closedLate=true", "open=true&dueFrom=2018-12-28&dueTo=2019-01-27&topLevel=true",
    ];

    [OneTimeSetUp]
    public Task SeedAsync() => LongList.SeedAsync(Service);

    [Test]
    public void Every_parameter_of_the_list_is_tried() =>
        Assert.That(
            ListTasks.Query.Parameters.Select(parameter => parameter.Name).Except(["sort", "limit", "cursor"]),
            Is.SubsetOf(Filters.SelectMany(filter => filter.Split('&')).Select(part => part.Split('=')[0])));

    [TestCaseSource(nameof(Filters))]
    public async Task Every_order_lists_what_is_counted(string filter)
    {
        foreach (var unit in new[] { null, "区甲局", "区丙局" })
        {
            using var client = unit is null ? await SupervisorAsync() : await CoordinatorAsync(unit);
            var (total, byId) = await AllAsync(client, $"tasks?limit=200&{filter}");
            if (total > Long)
                continue;

            Assert.That(byId, Has.Count.EqualTo(total).And.Unique.And.Ordered, $"{unit} {filter}");
            foreach (var sort in Sorts.Skip(1))
                Assert.That((await AllAsync(client, $"tasks?limit=200&sort={sort}&{filter}")).Ids.Order(), Is.EqualTo(byId), $"{unit} {filter} by {sort}");
        }
    }

    [Test]
    public async Task Two_words_are_found_where_both_stand_in_whatever_order()
    {
        using var office = await SupervisorAsync();
        foreach (var sort in Sorts)
        {
            var (total, ids) = await AllAsync(office, $"tasks?limit=200&sort={sort}&q={LongList.Former} {LongList.Latter}");

            Assert.That(ids.Order(), Is.EqualTo(Enumerable.Range(LongList.FirstWithBoth, total)), sort);
            Assert.That(total, Is.EqualTo(LongList.LastWithBoth - LongList.FirstWithBoth + 1));
        }
    }

    /// <summary>More of them than are sorted: the page is looked for among all that is open.</summary>
    [Test]
    public async Task Many_proposals_stand_on_their_pages_once_each()
    {
        using var office = await SupervisorAsync();
        var stuck = await Service.ReadAsync<long>("select id from tasks where state in ('assigned', 'in_progress') order by id");
        var ids = new List<long>();

        for (var next = "attention-proposals?reason=stuck&limit=200"; next is not null;)
        {
            var page = await office.GetJsonAsync(next);
            ids.AddRange(page["items"]!.AsArray().Select(item => (long)item!["task"]!["id"]!));
            next = (string?)page["next"];
        }

        Assert.That(ids, Has.Count.GreaterThan(2_000));
        Assert.That(ids, Is.EqualTo(stuck));
    }

    [Test]
    public async Task No_way_through_the_list_costs_more_than_its_page()
    {
        if (Provider is not DatabaseProvider.Sqlite)
            Assert.Pass("The plans are looked at on SQLite.");

        using var plans = QueryPlans.Listen(Service);
        foreach (var unit in new[] { null, "区甲局", "区丙局" })
        {
            using var client = unit is null ? await SupervisorAsync() : await CoordinatorAsync(unit);
            foreach (var path in Filters.SelectMany(filter => Sorts.Select(sort => $"tasks?limit=1&sort={sort}&{filter}")).Concat(OtherLists(unit is null)))
            {
                // The second page too: it begins behind a cursor.
                var page = await client.GetJsonAsync(path);
                if (page["next"] is { } next)
                    await client.GetJsonAsync((string)next!);
            }
        }

        Assert.That(plans.Statements, Has.Some.Contains(") found cross join").And.Some.Contains("t.id in (select").And.Some.Contains("exists (select 1 from task_grams").And.Some.Contains("limit @Nearest").And.Some.Contains(" intersect ").And.Some.Contains("in @FoundIds"), "every way");
        Assert.That(await plans.FaultsAsync(), Is.Empty);
    }

    /// <summary>The lists besides, with their parameters.</summary>
    private static IEnumerable<string> OtherLists(bool office) =>
    [
        "task-lists?limit=1", "task-lists?document=1", "missing-receipts?limit=1", "missing-receipts?unit=区丙局", "missing-receipts?list=1",
        .. new[] { "", "state=met", "state=late", "state=missing", "state=due", "state=excused", "state=missing,late", "unit=区甲局", "unit=区丙局&state=missing", "list=1", "task=1", "period=2018-11",
            "unit=区甲局&period=2018-11", "dueFrom=2018-12-01&dueTo=2018-12-31" }.Select(filter => $"report-obligations?limit=1&{filter}"),
        .. new[] { "", "state=open", "state=missed", "state=answered" }.Select(filter => $"orders?limit=1&{filter}"),
        .. new[] { "", "state=pending", "state=late", "state=upheld" }.Select(filter => $"appeals?limit=1&{filter}"),
        .. new[] { "", "unread=true", "unread=false", "kind=task_closed", "kind=task_closed,task_assigned" }.Select(filter => $"notifications?limit=1&{filter}"),
        .. office ? OfOffice : [],
    ];

    private static readonly string[] OfOffice =
    [
        "reminders?limit=1", "reminders?task=1", "reminders?state=pending", "reminders?state=sent", "reminders?state=sent,superseded", "attention-proposals?limit=1",
        "attention-proposals?reason=overdue", "attention-proposals?reason=stuck", "attention-proposals?reason=often_extended", "attention-proposals?list=1",
    ];

    private static async Task<(int Total, List<long> Ids)> AllAsync(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Prefer", "return=total-count");
        using var response = await client.SendAsync(request);
        var page = await response.JsonAsync();
        var total = int.Parse(response.Headers.GetValues("X-Total-Count").Single(), CultureInfo.InvariantCulture);
        var ids = new List<long>();
        while (true)
        {
            ids.AddRange(page["items"]!.AsArray().Select(item => (long)item!["id"]!));
            if (total > Long || page["next"] is not JsonNode next)
                return (total, ids);

            page = await client.GetJsonAsync((string)next!);
        }
    }
}
