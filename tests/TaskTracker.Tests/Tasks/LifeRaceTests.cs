using System.Globalization;
using System.Text.Json.Nodes;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tests.Auth;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Tasks;

/// <summary>
/// No act is done twice by two people at once: every act of docs/task-life.md, sent by two callers at the same moment. One of them is done and
/// leaves what a single act leaves, and the other is told why not; where each is a record of its own, both are there and nothing is lost.
/// </summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class LifeRaceTests(DatabaseProvider provider) : ServiceTests(provider)
{
    private readonly List<HttpClient> _clients = [];

    [OneTimeTearDown]
    public void HangUp() => _clients.ForEach(client => client.Dispose());

    [TestCaseSource(nameof(Cases))]
    public async Task An_act_sent_by_two_at_once_has_the_effect_of_one(LifeRecipe recipe)
    {
        var (alone, effect) = await PlayAsync(recipe, callers: 1);
        var (answers, effects) = await PlayAsync(recipe, callers: 2);

        var done = recipe.Again ? 2 : 1;
        Assert.That(alone, Is.EqualTo(new[] { "done" }), "by itself");
        Assert.That(answers.Count(answer => answer == "done"), Is.EqualTo(done), string.Join(", ", answers));
        Assert.That(answers.Where(answer => answer != "done"), Is.All.StartWith("4"));
        Assert.That((effects.Acts, effects.Events), Is.EqualTo((effect.Acts * done, effect.Events * done)), "acts in the history, events told");
        Assert.That(effects.State, Is.EqualTo(effect.State));
    }

    private static IEnumerable<TestCaseData> Cases() => LifeRecipes.All.Select(recipe =>
        new TestCaseData(recipe).SetArgDisplayNames($"{recipe.Act}", $"{recipe.Endpoint} {recipe.What}".TrimEnd()));

    /// <summary>Brings a task to where the act is possible, lets so many callers of one kind send it at once, and says what they got and what it left.</summary>
    private async Task<(string[] Answers, (TaskState State, int Acts, int Events) Effect)> PlayAsync(LifeRecipe recipe, int callers)
    {
        var rule = TaskActs.All[recipe.Act];
        var by = rule.By is Performer.Lead or Performer.Participant ? Visitor.Lead : Visitor.Office;
        var state = rule.States.First(state => recipe.Besides.All(besides => besides.By != by || (besides.In is { } other && other != state)));
        var stage = await LifeStage.PrepareAsync(Service, recipe, state, visitor => NewClientAsync(recipe, visitor));
        var (_, _, acts) = await stage.LookAsync();
        var events = await stage.EventsAsync();
        var clients = new List<HttpClient>();
        for (var caller = 0; caller < callers; caller++)
            clients.Add(await NewClientAsync(recipe, by));

        // Everybody has read the same version, and is connected.
        var read = await Task.WhenAll(clients.Select(client => client.GetAsync(stage.Path)));
        var etag = read[0].Headers.ETag?.ToString() ?? "*";
        var answers = await Task.WhenAll(clients.Select(client => client.SendAsync(stage.Request(etag))));

        var after = await stage.LookAsync();
        return ([.. await Task.WhenAll(answers.Select(AnswerAsync))], (after.State, after.Acts - acts, await stage.EventsAsync() - events));
    }

    private static async Task<string> AnswerAsync(HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode)
            return "done";

        var type = (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())?["type"];
        return string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode} {type}");
    }

    /// <summary>A key of its own: two people, not one who sends twice.</summary>
    private async Task<HttpClient> NewClientAsync(LifeRecipe recipe, Visitor visitor)
    {
        var unit = visitor is Visitor.Office ? null : recipe.OfAGroup ? "一街道" : "区甲局";
        var client = Service.ClientWith(await Service.CreateKeyAsync(unit is null ? Role.Supervisor : Role.Coordinator, unit));
        _clients.Add(client);
        return client;
    }
}
