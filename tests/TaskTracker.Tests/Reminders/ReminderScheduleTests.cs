using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Reminders;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Reminders;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Reminders;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class ReminderScheduleTests(DatabaseProvider provider)
{
    private static readonly DateOnly Due = new(2018, 10, 1);

    [Test]
    public async Task A_holiday_morning_does_not_run_and_the_next_working_morning_does()
    {
        await using var service = await TestService.StartAsync(provider);
        await service.RemindWeeklyAsync();
        var task = await service.AddTaskAsync(deadline: Due);
        await MorningAsync(service, 9, 30, 9);
        var before = await service.RemindersOfAsync(task);

        await MorningAsync(service, 10, 1, 9);
        await MorningAsync(service, 10, 7, 9);
        await MorningAsync(service, 10, 8, 8);
        var during = await service.RemindersOfAsync(task);
        await MorningAsync(service, 10, 8, 9);

        Assert.That(before.Last(), Is.EqualTo("D-1 区甲局 sent"), "Sunday 30 September was worked for the holiday");
        Assert.That(during, Is.EqualTo(before), "1 to 7 October was National Day; at 08:00 on the 8th it is too early");
        Assert.That(await service.RemindersOfAsync(task), Is.EqualTo(before.Append("D0 区甲局 superseded").Append("D+7 区甲局 sent")));
    }

    [Test]
    public async Task A_missed_morning_is_made_up_for_whenever_the_service_is_up_again()
    {
        await using var service = await TestService.StartAsync(provider);
        await service.RemindWeeklyAsync();
        var task = await service.AddTaskAsync(deadline: Due);
        await MorningAsync(service, 9, 3, 9);

        await MorningAsync(service, 10, 3, 22);

        Assert.That(await service.RemindersOfAsync(task), Is.EqualTo(new[]
        {
            "D-30 区甲局 sent", "D-7 区甲局 superseded", "D-1 区甲局 superseded", "D0 区甲局 sent",
        }));
    }

    [Test]
    public async Task A_run_by_hand_before_the_morning_does_not_stand_for_it()
    {
        await using var service = await TestService.StartAsync(provider);
        await service.RemindWeeklyAsync();
        await MorningAsync(service, 9, 28, 7);
        var task = await service.AddTaskAsync(deadline: new DateOnly(2018, 9, 28));

        await MorningAsync(service, 9, 28, 8);
        Assert.That(await service.RemindersOfAsync(task), Is.Empty);
        await MorningAsync(service, 9, 28, 9);

        Assert.That((await service.RemindersOfAsync(task)).Last(), Is.EqualTo("D0 区甲局 sent"));
    }

    [Test]
    public async Task A_new_rule_has_every_open_task_looked_at_again()
    {
        await using var service = await TestService.StartAsync(provider);
        await service.RemindWeeklyAsync();
        var task = await service.AddTaskAsync(deadline: Due);
        await service.TickOnAsync(Due.AddDays(-20));
        await service.RemindByAsync([Ledger.Line(ReminderOccasion.TaskDue, -20), Ledger.Line(ReminderOccasion.TaskDue, -3), Ledger.Line(ReminderOccasion.TaskDue, 5) with { Every = 5 }]);

        await service.TickAsync();
        await service.TickOnAsync(Due.AddDays(5));

        Assert.That(await service.RemindersOfAsync(task), Is.EqualTo(new[]
        {
            "D-30 区甲局 sent", "D-20 区甲局 sent", "D-3 区甲局 superseded", "D+5 区甲局 sent",
        }));
    }

    [Test]
    public async Task A_new_year_in_the_calendar_has_days_that_are_counted_in_working_days_reckoned_again()
    {
        await using var service = await TestService.StartAsync(provider);
        await service.RemindByAsync([Ledger.Line(ReminderOccasion.TaskDue, -2) with { Unit = ThresholdUnit.WorkingDays }]);
        var task = await service.AddTaskAsync(deadline: new DateOnly(2018, 9, 7));
        await service.TickOnAsync(new DateOnly(2018, 9, 3));
        using var office = await service.ClientAsync(Role.Supervisor);
        var days = CalendarYear.Embedded.Single(year => year.Year == 2018).Days.Append(new CalendarDay(new DateOnly(2018, 9, 6), true, "测试"));
        using (var stored = await office.SendAsync(new HttpRequestMessage(HttpMethod.Put, "calendar-years/2018")
        {
            Headers = { { "If-Match", "*" } },
            Content = Answers.RawJson(Json.Write(new { status = "official", source = "test", days })),
        }))
            Assert.That(stored.IsSuccessStatusCode, await stored.Content.ReadAsStringAsync());

        await service.TickOnAsync(new DateOnly(2018, 9, 4));

        Assert.That(await service.RemindersOfAsync(task), Is.EqualTo(new[] { "W-2 区甲局 sent" }), "6 September is off now, so two working days ahead is the 4th");
    }

    [TestCase("Links:Task", "ftp://example.org/{id}")]
    [TestCase("Links:Task", "https://example.org/tasks")]
    [TestCase("Reminders:At", "25:00")]
    [TestCase("Outbox:EverySeconds", "soon")]
    [TestCase("Jobs:Enabled", "perhaps")]
    public void A_setting_that_cannot_be_stops_the_start_and_names_itself(string name, string value)
    {
        using var database = new ScratchDatabase(provider);

        Assert.That(
            async () => await TestService.StartOnAsync(database, new FakeClock(), [(name, value)]),
            Throws.TypeOf<SettingException>().With.Message.Contains(name).And.Message.Contains(value));
    }

    [Test]
    public async Task The_scheduler_catches_up_in_the_background_once_the_service_answers()
    {
        await using var service = await TestService.StartAsync(provider);
        await service.RemindWeeklyAsync();
        var task = await service.AddTaskAsync(deadline: Due);
        await using var scheduled = await TestService.StartOnAsync(service.Database, service.Clock, [("Jobs:Enabled", "true")]);
        service.Clock.SetDay(2018, 9, 3);

        await using var again = await TestService.StartOnAsync(service.Database, service.Clock, [("Jobs:Enabled", "true")]);

        Assert.That(async () => (await service.RemindersOfAsync(task)).LastOrDefault(), Is.EqualTo("D-30 区甲局 sent").After(10_000, 50));
        Assert.That(again.Log.Lines.Concat(scheduled.Log.Lines).Where(line => line.StartsWith("Error") || line.StartsWith("Critical")), Is.Empty);
    }

    private static async Task MorningAsync(TestService service, int month, int day, int hour)
    {
        service.Clock.Set(new DateTimeOffset(2018, month, day, hour, 0, 0, TimeSpan.FromHours(8)));
        await using var scope = service.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<MorningReminders>().RunAsync(CancellationToken.None);
    }
}
