using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Auth;
using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tests.Auth;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Tasks;

/// <summary>
/// The table of acts, played: every act in every state by the lead, a partner, a unit that takes no part and the office does its thing, or
/// is refused with the code that docs/task-life.md states and leaves no trace.
/// </summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class TaskLifeTests(DatabaseProvider provider) : ServiceTests(provider)
{
    private const string Done = "done";

    /// <summary>Refusals are likely to come first, so that one task serves for several of them.</summary>
    private static readonly Visitor[] Visitors = [Visitor.OtherUnit, Visitor.Partner, Visitor.Lead, Visitor.Office];

    private readonly Dictionary<string, HttpClient> _clients = [];

    [OneTimeTearDown]
    public void HangUp()
    {
        foreach (var client in _clients.Values)
            client.Dispose();
    }

    [Test]
    public void Every_act_has_a_recipe() =>
        Assert.That(LifeRecipes.All.Select(recipe => recipe.Act).Distinct(), Is.EquivalentTo(TaskActs.All.Keys));

    [TestCaseSource(nameof(Cases))]
    public async Task An_act_is_done_or_refused_as_the_table_says(LifeRecipe recipe)
    {
        var faults = new List<string>();
        foreach (var state in Enum.GetValues<TaskState>())
        {
            LifeStage? stage = null;
            foreach (var visitor in Visitors)
            {
                stage ??= await LifeStage.PrepareAsync(Service, recipe, state, by => ClientAsync(recipe, by));
                var before = await stage.LookAsync();
                using var request = stage.Request();
                using var response = await (await ClientAsync(recipe, visitor)).SendAsync(request);
                var answer = await AnswerAsync(response);
                var after = await stage.LookAsync();

                var expected = Expected(recipe, state, visitor);
                if (answer != expected)
                    faults.Add($"{visitor}, {state}: {answer}, but {expected} was expected: {await response.Content.ReadAsStringAsync()}");
                else if (answer != Done && after != before)
                    faults.Add($"{visitor}, {state}: was refused, yet {before} became {after}");
                else if (answer == Done && after.Acts == before.Acts)
                    faults.Add($"{visitor}, {state}: the history says nothing of it");
                else if (answer == Done && after.State != (recipe.Then ?? state))
                    faults.Add($"{visitor}, {state}: led to {after.State}");
                if (response.IsSuccessStatusCode)
                    stage = null;
            }
        }

        Assert.That(faults, Is.Empty, string.Join('\n', faults));
    }

    /// <summary>A play in which nothing is ever done would pass for the wrong reason.</summary>
    [Test]
    public void Every_recipe_is_expected_to_succeed_somewhere() => Assert.That(
        LifeRecipes.All.Where(recipe => Enum.GetValues<TaskState>().All(state => Visitors.All(visitor => Expected(recipe, state, visitor) != Done))), Is.Empty);

    private static IEnumerable<TestCaseData> Cases() => LifeRecipes.All.Select(recipe =>
        new TestCaseData(recipe).SetArgDisplayNames($"{recipe.Act}", $"{recipe.Endpoint} {recipe.What}".TrimEnd()));

    private string Expected(LifeRecipe recipe, TaskState state, Visitor visitor)
    {
        var actor = visitor switch
        {
            Visitor.Lead => Unit(1),
            Visitor.Partner => Unit(2),
            Visitor.OtherUnit => Unit(3),
            _ => new Actor(Role.Supervisor, new HashSet<long>()),
        };
        var task = new PolicyTask
        {
            Id = 1,
            Version = 1,
            State = state,
            DeadlineKind = DeadlineKind.Date,
            Participations = [new Participation(ParticipationRole.Lead, "甲", 1), new Participation(ParticipationRole.Partner, "乙", 2)],
        };
        var refusal = TaskActs.RefusalOf(recipe.Act, task, actor);
        var besides = recipe.Besides.FirstOrDefault(answer => answer.By == visitor && (answer.In ?? state) == state)?.Answer;
        if (!IsServed(recipe, actor))
        {
            Assert.That(refusal is { Forbidden: true } || besides == "403 role-not-allowed", $"{recipe.Endpoint} turns away the {visitor}, whom the table of acts allows it.");
            return "403 role-not-allowed";
        }

        return !actor.MaySee(task) ? "404 not-found"
            : refusal is not null ? $"{(refusal.Forbidden ? 403 : 409)} {refusal.Code}"
            : besides ?? Done;
    }

    /// <summary>What only the office does is refused at the door, before any task is looked for.</summary>
    private bool IsServed(LifeRecipe recipe, Actor actor)
    {
        var policies = Service.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Single(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName == recipe.Endpoint)
            .Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy).ToArray();
        Assert.That(policies, Is.SubsetOf(new[] { Policies.ActOnTasks, Policies.Supervise }));
        return !policies.Contains(Policies.Supervise) || actor.Role is Role.Supervisor;
    }

    private static async Task<string> AnswerAsync(HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode)
            return Done;

        var type = (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())?["type"];
        return $"{(int)response.StatusCode} {type?.Replace(Problems.TypePrefix, "", StringComparison.Ordinal)}";
    }

    private async Task<HttpClient> ClientAsync(LifeRecipe recipe, Visitor visitor)
    {
        var unit = visitor switch
        {
            Visitor.Lead => recipe.OfAGroup ? "一街道" : "区甲局",
            Visitor.Partner => "区乙局",
            Visitor.OtherUnit => "区丙局",
            _ => null,
        };
        if (!_clients.TryGetValue(unit ?? "", out var client))
            _clients[unit ?? ""] = client = await Service.ClientAsync(unit is null ? Role.Supervisor : Role.Coordinator, unit);
        return client;
    }

    private static Actor Unit(long id) => new(Role.Coordinator, new HashSet<long> { id }) { UnitId = id };
}
