using TaskTracker.Platform;
using TaskTracker.Tasks;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Reminders;

/// <summary>So many due tasks that a tick takes several turns, and what it must leave.</summary>
internal static class ManyTasks
{
    private const int Tasks = 2_000, Days = 80;

    public static readonly DateOnly Today = new(2018, 12, 28);

    /// <summary>Tasks due from forty days ago to forty days ahead, in four kinds of lead.</summary>
    public static async Task SeedAsync(TestService service)
    {
        service.Clock.SetDay(Today.Year, Today.Month, Today.Day);
        var leads = new[] { "区甲局", "各街道办事处", "区老局", "某某中心" };
        var units = new List<long?>();
        foreach (var lead in leads)
            units.Add(lead == "某某中心" ? null : await service.UnitIdAsync(lead));

        await using var transaction = await service.BeginAsync();
        for (var day = 0; day < Days; day++)
        {
            await transaction.ExecuteAsync(
                InsertTasks,
                new { Count = Tasks / Days, DueOn = Today.AddDays(day - (Days / 2)), AtOnce = DateOnly.MinValue, Now = service.Clock.Now() });
        }

        for (var lead = 0; lead < leads.Length; lead++)
            await transaction.ExecuteAsync(InsertLeads, new { Lead = lead, Leads = leads.Length, Name = leads[lead], Unit = units[lead] });
        var ids = (await transaction.QueryAsync<long>("select id from tasks order by id")).ToArray();
        await transaction.LayOnUnitsAsync("east", ids, service.Clock.Now());
        await transaction.CommitAsync();
        await service.RemindWeeklyAsync();
    }

    /// <summary>The ledger is what one undisturbed tick would have written, and each recipient got one digest.</summary>
    public static async Task AssertCompleteAsync(TestService service)
    {
        var rows = await service.ReadAsync<Row>(
            """
            select r.task_id, r.threshold, r.recipient, r.state, r.notification_id, n.unit_id
              from reminders r
              left join notifications n on n.id = r.notification_id
            """);
        var expected = await ExpectedAsync(service);

        Assert.That(rows.Select(row => $"{row.TaskId} {row.Threshold} {row.Recipient} {row.State}").Order(), Is.EqualTo(expected.Order()));
        Assert.That(rows.Where(row => row.State == "sent").Select(row => row.UnitId is { } unit ? $"unit:{unit}" : "office"),
            Is.EqualTo(rows.Where(row => row.State == "sent").Select(row => row.Recipient)), "each stands in a notification to its recipient");
        Assert.That(rows.Where(row => row.State == "sent"), Has.All.Property(nameof(Row.NotificationId)).Not.Null);
        Assert.That(
            (await service.ReadAsync<long>("select count(*) from notifications"))[0],
            Is.EqualTo(rows.Select(row => row.Recipient).Distinct().Count()), "one digest a recipient, whatever was killed between");
    }

    /// <summary>Reckoned from the rule's words, not with the service's code: 30, 7, 1, 0 days ahead and every 7 days late.</summary>
    public static async Task<List<string>> ExpectedAsync(TestService service)
    {
        var (first, one, two) = (await service.UnitIdAsync("区甲局"), await service.UnitIdAsync("一街道"), await service.UnitIdAsync("二街道"));
        var recipients = new Dictionary<string, string[]>
        {
            ["区甲局"] = [$"unit:{first}"],
            ["区老局"] = [$"unit:{first}"],
            ["各街道办事处"] = [$"unit:{one}", $"unit:{two}"],
            ["某某中心"] = ["office"],
        };
        var expected = new List<string>();
        foreach (var task in await service.ReadAsync<SeededTask>(
            "select t.id, t.due_on, u.name as lead from tasks t join task_units u on u.task_id = t.id"))
        {
            var late = Today.DayNumber - task.DueOn.DayNumber;
            var reached = new[] { -30, -7, -1, 0 }.Where(days => days <= late).ToList();
            if (reached.Count == 0)
                continue;

            var sent = late >= 7 ? late / 7 * 7 : reached[^1];
            foreach (var recipient in recipients[task.Lead])
            {
                expected.Add($"{task.Id} {Key(sent)} {recipient} sent");
                expected.AddRange(reached.Where(days => days != sent).Select(days => $"{task.Id} {Key(days)} {recipient} superseded"));
            }
        }

        return expected;
    }

    private static string Key(int days) => days > 0 ? $"D+{days}" : $"D{days}";

    private sealed record Row
    {
        public long TaskId { get; init; }

        public string Threshold { get; init; } = "";

        public string Recipient { get; init; } = "";

        public string State { get; init; } = "";

        public long? NotificationId { get; init; }

        public long? UnitId { get; init; }
    }

    private sealed record SeededTask
    {
        public long Id { get; init; }

        public DateOnly DueOn { get; init; }

        public string Lead { get; init; } = "";
    }

    private const string InsertTasks = """
        with recursive numbers (i) as (select 1 union all select i + 1 from numbers where i < @Count)
        insert into tasks (district_id, origin, ordinal, section, measure, leaders, targets, deadline_kind, deadline, first_deadline,
               milestones, ongoing_afterwards, due_on, due_order, remind_on, state, search_text, created_at, updated_at)
        select 'east', 'other', i, '[]', '完善制度。', '[]', '[]', 'date', @DueOn, @DueOn, '[]', 0, @DueOn, @DueOn, @AtOnce, 'assigned', '', @Now, @Now
          from numbers
        """;

    private const string InsertLeads = """
        insert into task_units (district_id, task_id, ordinal, role, name, unit_id)
        select district_id, id, 1, 'lead', @Name, @Unit from tasks where id % @Leads = @Lead
        """;
}
