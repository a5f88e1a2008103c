using System.Reflection;
using TaskTracker.Auth;
using TaskTracker.Core.Tasks;
using TaskTracker.Documents.Readers;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Documents;

/// <summary>
/// The first start of a service that is not in production: the sample documents are imported and confirmed, and one key a role is
/// made, so that there is something to see.
/// </summary>
internal static class SampleLoader
{
    private const string Prefix = "samples/";
    private const string Actor = "samples";
    private static readonly TimeSpan KeyLife = TimeSpan.FromDays(30);

    /// <summary>A key that was just made; its secret is shown once.</summary>
    public sealed record NewKey(Role Role, string? Unit, string Secret);

    /// <summary>Loads the samples if the database holds no document and no key.</summary>
    /// <returns>The keys made; none if the database was not empty, or knows none of the samples' districts.</returns>
    public static async Task<IReadOnlyList<NewKey>> LoadAsync(Database database, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        if (await transaction.QuerySingleAsync<long>(CountUse) > 0)
            return [];

        var district = "";
        foreach (var (file, bytes) in Embedded())
        {
            var read = await DocumentImport.ReadAsync(
                transaction, ReadingLimits.Default, new DocumentImport.HandedIn(file, bytes), null, mayDiffer: false, cancellation);
            if (read.Draft is null)
                return [];

            district = read.DistrictId;
            if (!(await transaction.StoreAsync(district, Actor, read.Draft, read.Text, now)).IsAccepted(out var stored, out _))
                return [];

            var document = await transaction.FindDocumentAsync(district, stored.Id);
            await transaction.ConfirmAsync(district, Actor, document!, applyDefaultDeadlines: false, now);
        }

        var unit = await transaction.QuerySingleAsync<string>(SelectBusiestUnit, new { DistrictId = district });
        var keys = new List<NewKey>();
        foreach (var role in Enum.GetValues<Role>())
        {
            var bound = role is Role.Coordinator ? unit : null;
            var unitId = bound is null ? null : await transaction.FindUnitAsync(district, bound);
            var (_, secret) = await transaction.CreateKeyAsync(district, role, unitId, "first start", now + KeyLife, now);
            keys.Add(new NewKey(role, bound, secret));
        }

        await transaction.CommitAsync();
        return keys;
    }

    private static IEnumerable<(string File, byte[] Bytes)> Embedded()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            yield return (name[Prefix.Length..], bytes);
        }
    }

    private const string CountUse = "select (select count(*) from documents) + (select count(*) from api_keys)";

    /// <summary>The unit of today that leads most, its predecessors' tasks counted: a demo's coordinator has something to do.</summary>
    private const string SelectBusiestUnit = """
        with recursive line (unit_id, party_id) as (
            select id, id from units where district_id = @DistrictId and successor_id is null and kind <> 'group'
            union
            select line.unit_id, u.id
              from units u
              join line on u.successor_id = line.party_id
             where u.district_id = @DistrictId
        )
        select u.name
          from line
          join task_units t on t.district_id = @DistrictId and t.unit_id = line.party_id and t.role = 'lead'
          join units u on u.district_id = @DistrictId and u.id = line.unit_id
         group by u.id, u.name
         order by count(*) desc, u.id
         limit 1
        """;
}
