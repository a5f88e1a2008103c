using TaskTracker.Core.Calendar;
using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Lights;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tasks;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Tasks;

/// <summary>The conditions that lists and counts are made of say in SQL what Core says in code, for every kind of task.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class TaskFilterTests(DatabaseProvider provider) : ServiceTests(provider)
{
    private static readonly DateOnly Today = new(2019, 1, 2);

    [Test]
    public async Task Overdue_and_closed_late_mean_the_same_in_SQL_as_in_Core()
    {
        var tasks = await AddEveryKindAsync();
        var overdue = await IdsAsync(TaskFilter.OverdueSql);
        var closedLate = await IdsAsync(TaskFilter.ClosedLateSql);

        Assert.That(tasks, Has.Count.GreaterThan(300));
        Assert.That(overdue.Intersect(tasks.Select(task => task.Id)), Is.EquivalentTo(tasks.Where(task => Lateness.IsOverdue(task, Today)).Select(task => task.Id)));
        Assert.That(closedLate.Intersect(tasks.Select(task => task.Id)), Is.EquivalentTo(tasks.Where(Lateness.IsClosedLate).Select(task => task.Id)));
        Assert.That(overdue, Is.Not.Empty);
        Assert.That(closedLate, Is.Not.Empty);
    }

    [Test]
    public async Task A_light_means_the_same_in_SQL_as_in_Core()
    {
        var tasks = await AddEveryKindAsync();
        foreach (var (colour, condition) in TaskFilter.LightSql)
        {
            var expected = tasks.Where(task => EnumNames.Of(LightOf(task).Colour) == colour).Select(task => task.Id).ToArray();

            Assert.That((await IdsAsync(condition)).Intersect(tasks.Select(task => task.Id)), Is.EquivalentTo(expected), colour);
            Assert.That(expected, Is.Not.Empty, colour);
        }
    }

    private Light LightOf(PolicyTask task) => LightSchedule.Of(
        new LightFacts
        {
            State = task.State,
            DueOn = Lateness.DueOn(task.DeadlineKind, task.Deadline),
            HandedInOn = task.HandedInOn,
            Outcome = task.Outcome,
            CompletedOn = task.CompletedOn,
            ClosedOn = BeijingTime.Today(Service.Clock),
        },
        LightRules.Default).On(Today);

    private async Task<List<PolicyTask>> AddEveryKindAsync()
    {
        var tasks = new List<PolicyTask>();
        await using var transaction = await Service.BeginAsync();
        foreach (var state in Enum.GetValues<TaskState>())
        {
            foreach (var kind in Enum.GetValues<DeadlineKind>())
            {
                foreach (var deadline in new DateOnly?[] { null, Today.AddDays(-1), Today, Today.AddDays(1) })
                {
                    foreach (var handedIn in new DateOnly?[] { null, Today.AddDays(-2), Today })
                        tasks.Add(await AddAsync(transaction, state, kind, deadline, handedIn));
                }
            }
        }

        await transaction.CommitAsync();
        return tasks;
    }

    private async Task<PolicyTask> AddAsync(Transaction transaction, TaskState state, DeadlineKind kind, DateOnly? deadline, DateOnly? handedIn)
    {
        var id = (await transaction.InsertAsync(
            "east",
            new NewTask { Origin = "other", Measure = "措施", Deadline = new Deadline { Kind = kind, Date = deadline }, Participations = [] },
            Service.Clock.Now()))!.Value;
        var task = (await transaction.FindTaskAsync("east", id))! with
        {
            State = state,
            HandedInOn = state is TaskState.Closed ? null : handedIn,
            CompletedOn = state is TaskState.Closed ? handedIn : null,
            Outcome = state is TaskState.Closed ? TaskOutcome.Completed : null,
        };
        Assert.That(await transaction.SaveAsync("east", task, Service.Clock.Now()), Is.True);
        return task;
    }

    private Task<IReadOnlyList<long>> IdsAsync(string condition) =>
        Service.QueryAsync<long>($"select t.id from tasks t where {condition}", new { Today });
}
