using System.Net;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Jobs;

/// <summary>Apart from the dashboard's other tests: afterwards each wrong key of this machine is slowed down.</summary>
internal sealed class SignInGuessingTests() : ServiceTests(DatabaseProvider.Sqlite)
{
    [Test]
    public async Task Guessing_at_the_sign_in_is_slowed_down_as_it_is_elsewhere()
    {
        using var client = Service.Anonymous();

        var answers = new List<HttpStatusCode>();
        while (answers.Count < 60 && (answers.Count == 0 || answers[^1] == HttpStatusCode.Forbidden))
        {
            using var answer = await client.PostAsync("/jobs/sign-in", new FormUrlEncodedContent([KeyValuePair.Create("key", $"ttk_{answers.Count}")]));
            answers.Add(answer.StatusCode);
        }

        Assert.That(answers[^1], Is.EqualTo(HttpStatusCode.TooManyRequests));
    }
}
