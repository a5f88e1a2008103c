using TaskTracker.Core.Reporting;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Progress;

/// <summary>Who is asked in a tree of tasks means the same in SQL as in Core, for trees of every kind.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class AskedOnceTests(DatabaseProvider provider) : ServiceTests(provider)
{
    private const int Trees = 40;
    private static readonly TaskState[] s_states = [TaskState.Assigned, TaskState.InProgress, TaskState.InProgress, TaskState.Suspended, TaskState.Closed];
    private static readonly ParticipationRole[] s_roles = [ParticipationRole.Lead, ParticipationRole.Lead, ParticipationRole.Partner, ParticipationRole.Coordinator];

    [TestCase("lead_to_office", ReportPath.LeadToOffice)]
    [TestCase("partner_to_lead", ReportPath.PartnerToLead)]
    public async Task Who_is_asked_means_the_same_in_SQL_as_in_Core(string setting, ReportPath path)
    {
        Service.Clock.SetDay(2018, 8, 10);
        var random = new Random(2018);
        var list = await Service.AddListAsync($"清单{setting}");
        long[] units = [await Service.UnitIdAsync("区甲局"), await Service.UnitIdAsync("区乙局"), await Service.UnitIdAsync("区丙局")];
        var group = await Service.UnitIdAsync("各街道办事处");
        var trees = new List<TaskInTree[]>();
        for (var number = 0; number < Trees; number++)
            trees.Add(await StoreAsync(Grow(random, units, group), list));

        await Service.SettleAsync(list, $$"""{"reportCycle":"monthly","reportDue":{"kind":"day","number":5,"inFollowingPeriod":true},"reportPath":"{{setting}}"}""");

        var asked = (await Service.QueryAsync<(long Task, long Unit)>("select task_id, unit_id from report_obligations where list_id = @list and met_on is null", new { list })).ToHashSet();
        var expected = trees.SelectMany(tree => tree.SelectMany(task => AskedOnce.On(task, tree, path).Where(unit => !task.ReportedBy.Contains(unit)).Select(unit => (task.Id, unit)))).ToHashSet();
        Assert.That(asked, Is.EquivalentTo(expected));
        Assert.That(expected.Select(one => one.Id), Has.Some.Matches<long>(id => trees.Any(tree => tree.Any(task => task.Id == id && task.ParentId is not null))), "no part was asked");
    }

    /// <summary>A whole, two parts and two parts of the first, with parties, groups, states and reports by chance.</summary>
    private static TaskInTree[] Grow(Random random, long[] units, long group)
    {
        return [.. new long?[] { null, 1, 1, 2, 2 }.Select((parent, index) => new TaskInTree(index + 1, parent, s_states[random.Next(s_states.Length)],
        [
            .. units.Where(_ => random.Next(3) > 0).Select(unit => new TaskParty
            {
                UnitId = unit,
                Role = s_roles[random.Next(s_roles.Length)],
                GroupId = random.Next(2) == 0 ? group : null,
            }),
        ])
        {
            FanOutGroupId = parent is not null && random.Next(2) == 0 ? group : null,
            Outcome = random.Next(3) == 0 ? (TaskOutcome)random.Next(4) : null,
            ReportedBy = [.. units.Where(_ => random.Next(6) == 0)],
        })];
    }

    private async Task<TaskInTree[]> StoreAsync(TaskInTree[] tree, long list)
    {
        var ids = new Dictionary<long, long>();
        foreach (var _ in tree)
            ids.Add(ids.Count + 1, await Service.AddTaskAsync());
        await using var transaction = await Service.BeginAsync();
        foreach (var task in tree)
        {
            var id = ids[task.Id];
            await transaction.ExecuteAsync("delete from task_parties where task_id = @id", new { id });
            await transaction.ExecuteAsync(
                """
                update tasks
                   set state = @State, outcome = @Outcome, parent_id = @Parent, level = @Level, fan_out_group_id = @FanOutGroupId,
                       list_id = case when @Level = 1 then cast(@list as bigint) end, part_of_list_id = case when @Level > 1 then cast(@list as bigint) end
                 where id = @id
                """,
                new
                {
                    id,
                    list,
                    State = EnumNames.Of(task.State),
                    Outcome = task.Outcome is { } outcome ? EnumNames.Of(outcome) : null,
                    Parent = task.ParentId is { } parent ? ids[parent] : (long?)null,
                    Level = task.ParentId switch { null => 1, 1 => 2, _ => 3 },
                    task.FanOutGroupId,
                });
            await transaction.ExecuteAsync(
                "insert into task_parties (district_id, task_id, unit_id, role, group_id, joined_on) values ('east', @id, @UnitId, @Role, @GroupId, @On)",
                task.Parties.Select(party => new { id, party.UnitId, Role = EnumNames.Of(party.Role), party.GroupId, On = new DateOnly(2018, 8, 1) }));
            await transaction.ExecuteAsync(
                """
                insert into report_obligations (district_id, task_id, unit_id, list_id, role, period, period_start, period_end, due_on, due_provisional, opened_on, met_on)
                values ('east', @id, @unit, @list, 'lead', '2018-08', @On, @On, @On, 0, @On, @On)
                """,
                task.ReportedBy.Select(unit => new { id, unit, list, On = new DateOnly(2018, 8, 1) }));
        }

        await transaction.CommitAsync();
        return [.. tree.Select(task => task with { Id = ids[task.Id], ParentId = task.ParentId is { } parent ? ids[parent] : null })];
    }
}
