using System.Net;
using System.Net.Http.Json;
using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tasks;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Timing;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class MilestoneTests(DatabaseProvider provider) : ServiceTests(provider)
{
    [SetUp]
    public void SetDay() => Service.Clock.SetDay(2018, 8, 1);

    [Test]
    public async Task The_dates_that_a_deadline_names_are_the_milestones_of_its_task()
    {
        var task = await AddAsync(new Milestone("6月底前完成初稿", new(2018, 6, 30)), new Milestone("9月底前印发", new(2018, 9, 30)), new Milestone("适时检查", null));
        using var lead = await CoordinatorAsync();

        var milestones = (await lead.GetJsonAsync($"tasks/{task}/milestones"))["items"]!.AsArray();

        Assert.That(milestones.Select(milestone => ((string?)milestone!["words"], (string?)milestone["dueOn"], (string?)milestone["state"])), Is.EqualTo(new[]
        {
            ("6月底前完成初稿", "2018-06-30", "overdue"), ("9月底前印发", "2018-09-30", "open"), ("适时检查", (string?)null, "open"),
        }));
    }

    [Test]
    public async Task A_missed_milestone_shows_on_the_task_and_does_not_make_it_overdue()
    {
        var task = await AddAsync(new Milestone("完成初稿", new(2018, 6, 30)), new Milestone("印发", new(2018, 9, 30)));
        using var office = await SupervisorAsync();

        var shown = await office.GetJsonAsync($"tasks/{task}");

        Assert.That((bool)shown["overdue"]!, Is.False);
        Assert.That((int)shown["milestonesOverdue"]!, Is.EqualTo(1));
        Assert.That((string?)shown["nextDueOn"], Is.EqualTo("2018-09-30"));
        Assert.That((string?)shown["milestones"]![0]!["state"], Is.EqualTo("overdue"));
        Assert.That(await IdsAsync(office, "milestonesOverdue=true"), Does.Contain(task));
        Assert.That(await IdsAsync(office, "milestonesOverdue=false"), Does.Not.Contain(task));
    }

    [Test]
    public async Task A_poller_sees_that_a_milestone_became_overdue_overnight()
    {
        var task = await AddAsync(new Milestone("完成初稿", new(2018, 8, 1)));
        using var office = await SupervisorAsync();
        var before = (string?)(await office.GetJsonAsync($"tasks/{task}"))["etag"];

        Service.Clock.SetDay(2018, 8, 2);

        Assert.That((string?)(await office.GetJsonAsync($"tasks/{task}"))["etag"], Is.Not.EqualTo(before));
    }

    [Test]
    public async Task A_milestone_done_late_stays_late()
    {
        var task = await AddAsync(new Milestone("完成初稿", new(2018, 7, 31)));
        using var lead = await CoordinatorAsync();

        var done = await lead.PostCreatedAsync($"tasks/{task}/milestones/1/completions", new { note = "初稿已报送。" });

        Assert.That(((string?)done["state"], (string?)done["doneOn"], (string?)done["note"]), Is.EqualTo(("done_late", "2018-08-01", "初稿已报送。")));
        Assert.That((int)(await lead.GetJsonAsync($"tasks/{task}"))["milestonesOverdue"]!, Is.Zero);
        using var office = await SupervisorAsync();
        var entry = (await office.GetJsonAsync($"tasks/{task}/history"))["items"]![0]!;
        Assert.That((string?)entry["act"], Is.EqualTo("milestone_done"));
    }

    [Test]
    public async Task Of_eight_that_mark_a_milestone_at_once_one_wins()
    {
        var task = await AddAsync(new Milestone("完成初稿", new(2018, 9, 30)));
        using var lead = await CoordinatorAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => lead.PostAsJsonAsync($"tasks/{task}/milestones/1/completions", new { })));

        Assert.That(answers.Count(answer => answer.StatusCode == HttpStatusCode.Created), Is.EqualTo(1));
        foreach (var refused in answers.Where(answer => answer.StatusCode != HttpStatusCode.Created))
            await refused.AssertProblemAsync(HttpStatusCode.Conflict, "already-done");
    }

    [Test]
    public async Task The_office_adds_a_milestone_and_the_lead_is_told()
    {
        var task = await AddAsync();
        using var office = await SupervisorAsync();

        var added = await office.PostCreatedAsync($"tasks/{task}/milestones", new { words = "完成中期检查", dueOn = "2018-10-15" });

        Assert.That(((int)added["ordinal"]!, (string?)added["state"]), Is.EqualTo((1, "open")));
        Assert.That(await Service.QueryAsync<string>("select type from outbox_messages order by id desc limit 1"), Is.EqualTo(new[] { "milestone_added" }));
        Assert.That((string?)(await office.GetJsonAsync($"tasks/{task}"))["nextDueOn"], Is.EqualTo("2018-10-15"));
    }

    [Test]
    public async Task The_office_takes_a_mark_back_with_a_reason()
    {
        var task = await AddAsync(new Milestone("完成初稿", new(2018, 7, 31)));
        using var lead = await CoordinatorAsync();
        using var office = await SupervisorAsync();
        using var early = await office.PostAsJsonAsync($"tasks/{task}/milestones/1/reopenings", new { reason = "材料不全。" });
        await lead.PostCreatedAsync($"tasks/{task}/milestones/1/completions", new { });

        var reopened = await office.PostCreatedAsync($"tasks/{task}/milestones/1/reopenings", new { reason = "材料不全。" });

        await early.AssertProblemAsync(HttpStatusCode.Conflict, "not-done");
        Assert.That(((string?)reopened["state"], (string?)reopened["doneOn"]), Is.EqualTo(("overdue", (string?)null)));
        Assert.That((string?)(await office.GetJsonAsync($"tasks/{task}/history"))["items"]!.AsArray()[^1]!["reason"], Is.EqualTo("材料不全。"));
    }

    [Test]
    public async Task A_day_that_has_passed_is_entered_by_the_office_and_a_day_ahead_by_nobody()
    {
        var task = await AddAsync(new Milestone("完成初稿", new(2018, 7, 31)));
        using var lead = await CoordinatorAsync();
        using var office = await SupervisorAsync();
        var path = $"tasks/{task}/milestones/1/completions";

        using var backdated = await lead.PostAsJsonAsync(path, new { doneOn = "2018-07-30" });
        using var ahead = await office.PostAsJsonAsync(path, new { doneOn = "2018-08-02" });
        var entered = await office.PostCreatedAsync(path, new { doneOn = "2018-07-30" });

        await backdated.AssertProblemAsync(HttpStatusCode.Forbidden, "not-supervision-office");
        await ahead.AssertProblemAsync(HttpStatusCode.BadRequest, "validation");
        Assert.That((string?)entered["state"], Is.EqualTo("done"));
    }

    [Test]
    public async Task A_milestone_that_is_not_there_is_not_found()
    {
        var task = await AddAsync();
        using var lead = await CoordinatorAsync();

        using var response = await lead.PostAsJsonAsync($"tasks/{task}/milestones/7/completions", new { });

        await response.AssertProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Test]
    public async Task A_task_whose_start_lies_ahead_says_so()
    {
        using var office = await SupervisorAsync();
        var task = await office.PostCreatedAsync("tasks", new { origin = "meeting", basis = "纪要", measure = "开展检查。", leadUnits = new[] { "区甲局" }, start = "2018-08-02", deadline = "2018-09-30" });

        Assert.That(((bool)task["notStarted"]!, (string?)task["start"]), Is.EqualTo((true, "2018-08-02")));
        Service.Clock.SetDay(2018, 8, 2);
        Assert.That((bool)(await office.GetJsonAsync($"tasks/{task["id"]}"))["notStarted"]!, Is.False);
    }

    [Test]
    public async Task Overdue_milestones_mean_the_same_in_SQL_as_in_Core()
    {
        var today = new DateOnly(2018, 8, 1);
        var expected = new List<long>();
        await using (var transaction = await Service.BeginAsync())
        {
            foreach (var state in Enum.GetValues<TaskState>())
            {
                foreach (var due in new DateOnly?[] { null, today.AddDays(-1), today })
                {
                    foreach (var handedIn in new DateOnly?[] { null, today.AddDays(-1), today })
                    {
                        var id = (await transaction.InsertAsync("west", NewTask(new Milestone("x", due)), Service.Clock.Now()))!.Value;
                        var task = (await transaction.FindTaskAsync("west", id))! with { State = state, HandedInOn = handedIn };
                        await transaction.SaveAsync("west", task, Service.Clock.Now());
                        if (new TaskStage { Kind = StageKind.Milestone, Ordinal = 1, Words = "x", DueOn = due }.StateOn(task, today) is StageState.Overdue)
                            expected.Add(id);
                    }
                }
            }

            await transaction.CommitAsync();
        }

        var found = await Service.QueryAsync<long>($"select t.id from tasks t where t.district_id = 'west' and {TaskFilter.MilestonesOverdueSql}", new { DistrictId = "west", Today = today });

        Assert.That(expected, Is.Not.Empty);
        Assert.That(found, Is.EquivalentTo(expected));
    }

    private async Task<long> AddAsync(params Milestone[] milestones)
    {
        await using var transaction = await Service.BeginAsync();
        var unit = await transaction.FindUnitAsync("east", "区甲局");
        var id = (await transaction.InsertAsync(
            "east", NewTask(milestones) with { Participations = [new(ParticipationRole.Lead, "区甲局", unit)] }, Service.Clock.Now()))!.Value;
        await transaction.CommitAsync();
        return id;
    }

    private static NewTask NewTask(params Milestone[] milestones) => new()
    {
        Origin = "other",
        Measure = "分步推进。",
        Deadline = new Deadline { Kind = DeadlineKind.YearEnd, Date = new(2018, 12, 31), Milestones = milestones },
        Participations = [],
    };

    private static async Task<long[]> IdsAsync(HttpClient client, string filter) =>
        [.. (await client.GetJsonAsync($"tasks?limit=200&{filter}"))["items"]!.AsArray().Select(task => (long)task!["id"]!)];
}
