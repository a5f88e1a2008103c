using TaskTracker.Outbox;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;
using TaskTracker.Tests.Reminders;

namespace TaskTracker.Tests.Outbox;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class OutboxDispatcherTests(DatabaseProvider provider)
{
    private const long NoSuchTask = 4_711;
    private TestService _service = null!;

    [SetUp]
    public async Task StartAsync() => _service = await TestService.StartAsync(provider);

    [TearDown]
    public async Task StopAsync() => await _service.DisposeAsync();

    [Test]
    public async Task An_event_is_delivered_once()
    {
        await PublishAsync(await _service.AddTaskAsync());

        await _service.DispatchAsync();
        await _service.DispatchAsync();

        Assert.That(await _service.NotificationsOfAsync("区甲局"), Has.Length.EqualTo(1));
        Assert.That(await WaitingAsync(), Is.Empty);
    }

    [Test]
    public async Task Events_are_delivered_in_the_order_in_which_they_were_stored()
    {
        var tasks = new List<long>();
        for (var i = 0; i < 5; i++)
            tasks.Add(await _service.AddTaskAsync());
        foreach (var task in tasks)
            await PublishAsync(task);

        await _service.DispatchAsync();

        Assert.That((await _service.NotificationsOfAsync("区甲局")).Select(told => (long)told["taskId"]!).Reverse(), Is.EqualTo(tasks));
    }

    [Test]
    public async Task Two_services_never_deliver_the_same_event_twice()
    {
        await using var other = await TestService.StartOnAsync(_service.Database, _service.Clock);
        for (var i = 0; i < 30; i++)
            await PublishAsync(await _service.AddTaskAsync());

        for (var round = 0; round < 5; round++)
            await Task.WhenAll(_service.DispatchAsync(), other.DispatchAsync(), _service.DispatchAsync(), other.DispatchAsync());

        Assert.That(await _service.NotificationsOfAsync("区甲局"), Has.Length.EqualTo(30));
        Assert.That(await WaitingAsync(), Is.Empty);
    }

    [Test]
    public async Task One_that_fails_stands_aside_for_the_others_and_is_tried_again_later()
    {
        await PublishAsync(NoSuchTask);
        await PublishAsync(await _service.AddTaskAsync());

        await _service.DispatchAsync();
        await _service.DispatchAsync();

        Assert.That(await _service.NotificationsOfAsync("区甲局"), Has.Length.EqualTo(1));
        Assert.That(await WaitingAsync(), Is.EqualTo(new[] { 1 }), "tried once, since ten seconds have not passed");

        _service.Clock.Advance(TimeSpan.FromSeconds(11));
        await _service.DispatchAsync();
        Assert.That(await WaitingAsync(), Is.EqualTo(new[] { 2 }));
    }

    [Test]
    public async Task One_that_fails_again_and_again_is_parked_shown_and_still_delivered_when_it_can_be()
    {
        await PublishAsync(NoSuchTask);
        for (var i = 0; i < OutboxDispatcher.AttemptsBeforeParked; i++)
        {
            await _service.DispatchAsync();
            _service.Clock.Advance(TimeSpan.FromHours(2));
        }

        Assert.That(await WaitingAsync(), Is.EqualTo(new[] { OutboxDispatcher.AttemptsBeforeParked }), "parked: two hours later it is not tried");
        using var client = _service.Anonymous();
        var health = await client.GetJsonAsync("/health/ready");
        Assert.That((string?)health["status"], Is.EqualTo("degraded"));
        Assert.That((string?)health["checks"]!["outbox"]!["description"], Does.StartWith("1 event(s)"));
        Assert.That(_service.Log.Lines, Has.Some.Contains("it is parked"));

        await _service.ExecuteAsync("update outbox_messages set payload = @Payload", new { Payload = PayloadOf(await _service.AddTaskAsync()) });
        _service.Clock.Advance(TimeSpan.FromDays(1));
        await _service.DispatchAsync();
        Assert.That(await WaitingAsync(), Is.Empty);
        Assert.That((string?)(await client.GetJsonAsync("/health/ready"))["checks"]!["outbox"]!["status"], Is.EqualTo("healthy"));
    }

    [Test]
    public async Task What_a_subscriber_wrote_before_it_failed_does_not_stay()
    {
        var task = await _service.AddTaskAsync(lead: "各街道办事处");
        await PublishAsync(task);
        await _service.ExecuteAsync(provider is DatabaseProvider.Sqlite ? RefuseSecondOnSqlite : RefuseSecondOnPostgres);

        await _service.DispatchAsync();

        Assert.That(await _service.QueryAsync<long>("select id from notifications"), Is.Empty, "the first member was told nothing, since the second could not be told");
        Assert.That(await WaitingAsync(), Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public async Task Delivered_events_are_deleted_after_thirty_days()
    {
        await PublishAsync(await _service.AddTaskAsync());
        await _service.DispatchAsync();

        _service.Clock.Advance(TimeSpan.FromDays(29));
        await _service.DispatchAsync();
        Assert.That(await _service.QueryAsync<long>("select id from outbox_messages"), Has.Count.EqualTo(1));

        _service.Clock.Advance(TimeSpan.FromDays(2));
        await _service.DispatchAsync();
        Assert.That(await _service.QueryAsync<long>("select id from outbox_messages"), Is.Empty);
    }

    [Test]
    public async Task An_event_that_nobody_wants_to_know_of_counts_as_delivered()
    {
        await PublishAsync(1, "nobody_listens");

        await _service.DispatchAsync();

        Assert.That(await WaitingAsync(), Is.Empty);
    }

    private Task PublishAsync(long task, string type = "task_returned") => _service.ExecuteAsync(
        "insert into outbox_messages (district_id, type, payload, occurred_at) values ('east', @Type, @Payload, @Now)",
        new { Type = type, Payload = PayloadOf(task), Now = _service.Clock.Now() });

    private static string PayloadOf(long task) => $$"""{"taskId":{{task}},"reason":"缺佐证。"}""";

    /// <summary>How often each of the events that wait has failed.</summary>
    private Task<IReadOnlyList<int>> WaitingAsync() =>
        _service.QueryAsync<int>("select attempts from outbox_messages where delivered_at is null order by id");

    private const string RefuseSecondOnSqlite = """
        create trigger refuse before insert on notifications when (select count(*) from notifications) >= 1
        begin
            select raise(abort, 'refused');
        end
        """;

    private const string RefuseSecondOnPostgres = """
        create function refuse() returns trigger language plpgsql as $$
        begin
            if (select count(*) from notifications) >= 1 then raise exception 'refused'; end if;
            return new;
        end $$;
        create trigger refuse before insert on notifications for each row execute function refuse();
        """;
}
