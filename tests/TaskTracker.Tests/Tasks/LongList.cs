using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Tasks;

/// <summary>So many tasks that a page is found in every way there is: sets too large to sort, and one too large to gather.</summary>
internal static class LongList
{
    public const string Common = "常见", Everywhere = "极多", Former = "前段", Latter = "后段";

    public static readonly DateOnly Today = new(2018, 12, 28);

    /// <summary>The former word stands in tasks up to the last of these, the latter from the first on.</summary>
    public const int FirstWithBoth = 3_001, LastWithBoth = 3_400;

    private const int Days = 65, TasksADay = 100, MoreThanAreGathered = 20_500;

    /// <summary>6,500 tasks led by 区甲局, every 10th with 区丙局 and every 50th with 区乙局, due around today, in all states.</summary>
    public static async Task SeedAsync(TestService service)
    {
        service.Clock.SetDay(Today.Year, Today.Month, Today.Day);
        await using var transaction = await service.BeginAsync();
        for (var day = 0; day < Days; day++)
        {
            var dueOn = Today.AddDays((day * 17 % Days) - (Days / 2));
            await transaction.ExecuteAsync(InsertTasks, new
            {
                Count = TasksADay,
                Place = day * TasksADay,
                DueOn = dueOn,
                After = dueOn.AddDays(2),
                Before = dueOn.AddDays(-2),
                Never = DateOnly.MaxValue,
                Now = service.Clock.GetUtcNow().AddDays(day * 29 % Days),
            });
        }

        foreach (var (ordinal, unit, role, every) in new[] { (1, "区甲局", "lead", 1), (2, "区丙局", "partner", 10), (3, "区乙局", "partner", 50) })
            await transaction.ExecuteAsync(InsertUnits, new { Ordinal = ordinal, Unit = await transaction.UnitAsync(unit), Name = unit, Role = role, Every = every });
        foreach (var (gram, first, last) in new[] { ("常见", 1, int.MaxValue), ("见词", 1, int.MaxValue), (Former, 1, LastWithBoth), (Latter, FirstWithBoth, int.MaxValue) })
            await transaction.ExecuteAsync(InsertGrams, new { Gram = gram, First = first, Last = last });
        await transaction.ExecuteAsync(InsertPlaces, new { Gram = Everywhere, Count = MoreThanAreGathered });
        await transaction.ExecuteAsync("update tasks set parent_id = id - 1, level = 2 where id % 97 = 0");
        await transaction.ExecuteAsync(InsertMilestones, new { DueOn = Today.AddDays(-3) });
        await transaction.CommitAsync();
        await service.AddListAsync("清单", [.. await service.ReadAsync<long>("select id from tasks where id % 30 = 1")]);
        if (service.Database.Provider is DatabaseProvider.PostgreSql)
            await service.ExecuteAsync("analyze tasks, task_units, task_grams, task_stages");
    }

    private static async Task<long> UnitAsync(this Transaction transaction, string name) =>
        await transaction.QuerySingleAsync<long>("select id from units where district_id = 'east' and name = @Name", new { Name = name });

    private const string InsertTasks = """
        with recursive numbers (i) as (select 1 union all select i + 1 from numbers where i < @Count)
        insert into tasks (district_id, origin, ordinal, section, measure, leaders, targets, deadline_kind, deadline, first_deadline, milestones,
               ongoing_afterwards, due_on, due_order, state, outcome, completed_on, handed_in_on, has_light, yellow_from, red_from, forecast,
               forecast_since, forecast_reason, search_text, created_at, updated_at)
        select 'east', 'other', @Place + i, '[]', '常见词语', '[]', '[]', case when i % 11 = 0 then 'none' else 'date' end, @DueOn, @DueOn, '[]', 0,
               case when i % 11 > 0 then @DueOn end, case when i % 11 > 0 then @DueOn else @Never end,
               case i % 5 when 0 then 'assigned' when 1 then 'in_progress' when 2 then 'awaiting_review' when 3 then 'closed' else 'suspended' end,
               case when i % 5 = 3 then 'completed' end, case when i % 5 = 3 and i % 3 = 0 then @After when i % 5 = 3 then @Before end,
               case when i % 5 = 2 then @Before end, case when i % 5 = 4 then 0 else 1 end, case when i % 5 < 2 then @Before end,
               case when i % 5 < 2 then @After end, case when i % 40 = 1 then 'at_risk' when i % 40 = 6 then 'cannot_meet' end,
               case when i % 40 in (1, 6) then @DueOn end, case when i % 40 in (1, 6) then 'x' end, '常见词语', @Now, @Now
          from numbers
        """;

    private const string InsertUnits = """
        insert into task_units (district_id, task_id, ordinal, role, name, unit_id)
        select district_id, id, @Ordinal, @Role, @Name, @Unit from tasks where id % @Every = 0
        """;

    private const string InsertGrams = "insert into task_grams (district_id, gram, task_id) select district_id, @Gram, id from tasks where id between @First and @Last";

    private const string InsertPlaces = """
        with recursive numbers (i) as (select 1 union all select i + 1 from numbers where i < @Count)
        insert into task_grams (district_id, gram, task_id) select 'east', @Gram, i from numbers
        """;

    private const string InsertMilestones = """
        insert into task_stages (district_id, task_id, kind, ordinal, words, due_on)
        select district_id, id, 'milestone', 1, 'x', @DueOn from tasks where id % 20 = 0
        """;
}
