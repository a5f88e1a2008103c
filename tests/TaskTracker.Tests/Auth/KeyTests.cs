using System.Net;
using System.Net.Http.Headers;
using TaskTracker.Auth;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Auth;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class KeyTests(DatabaseProvider provider) : ServiceTests(provider)
{
    [TestCase("Bearer ttk_0000000000000000000000000000000000000000000000000000000000000000", "key-unknown")]
    [TestCase("Bearer", "unauthorized")]
    [TestCase("Basic dXNlcjpwYXNz", "unauthorized")]
    public async Task A_wrong_key_is_told_from_no_key(string authorization, string code)
    {
        using var client = Service.Anonymous();
        client.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(authorization);

        using var response = await client.GetAsync("tasks");

        await response.AssertProblemAsync(HttpStatusCode.Unauthorized, code);
        Assert.That(response.Headers.WwwAuthenticate.ToString(), Is.EqualTo("Bearer"));
    }

    [Test]
    public async Task A_key_works_through_its_last_moment_and_not_after()
    {
        var secret = await Service.CreateKeyAsync(Role.Reader, null, expiresAt: Service.Clock.GetUtcNow().AddHours(1));
        using var client = Service.ClientWith(secret);
        await client.GetJsonAsync("tasks");
        Service.Clock.Advance(TimeSpan.FromHours(1));

        using var response = await client.GetAsync("tasks");

        await response.AssertProblemAsync(HttpStatusCode.Unauthorized, "key-expired");
    }

    [Test]
    public async Task A_revoked_key_is_refused_at_once_and_only_revoked_once()
    {
        var secret = await Service.CreateKeyAsync(Role.Reader, null);
        using var client = Service.ClientWith(secret);
        await client.GetJsonAsync("tasks");
        var id = (await Service.QueryAsync<long>("select max(id) from api_keys"))[0];

        await using (var transaction = await Service.BeginAsync())
        {
            Assert.That(await transaction.RevokeKeyAsync(id, Service.Clock.Now()), Is.True);
            Assert.That(await transaction.RevokeKeyAsync(id, Service.Clock.Now()), Is.False);
            await transaction.CommitAsync();
        }

        using var response = await client.GetAsync("tasks");
        await response.AssertProblemAsync(HttpStatusCode.Unauthorized, "key-revoked");
    }

    [Test]
    public async Task Only_a_digest_of_the_secret_is_stored_and_the_last_use_is_shown()
    {
        var secret = await Service.CreateKeyAsync(Role.Reader, null);
        using var client = Service.ClientWith(secret);
        await client.GetJsonAsync("tasks");

        var row = (await Service.QueryAsync<KeyRow>("select hash, prefix, last_used_at from api_keys order by id desc limit 1"))[0];

        Assert.That(row.Hash, Is.EqualTo(ApiKey.HashOf(secret)).And.Not.Contain(secret[4..]));
        Assert.That(row.Prefix, Has.Length.LessThan(12));
        Assert.That(row.LastUsedAt, Is.EqualTo(Service.Clock.GetUtcNow()));
    }

    private sealed record KeyRow
    {
        public string Hash { get; init; } = "";

        public string Prefix { get; init; } = "";

        public DateTimeOffset? LastUsedAt { get; init; }
    }
}
