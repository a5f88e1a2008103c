using TaskTracker.Core.Units;
using TaskTracker.Platform;

namespace TaskTracker.Units;

/// <summary>The first start: gives an empty database the registries that the program carries.</summary>
internal static class UnitSeed
{
    private const string Actor = "first_start";

    /// <returns>The codes of the districts that were made; none if there is one already.</returns>
    public static async Task<IReadOnlyList<string>> SeedUnitsAsync(this Database database, DateTimeOffset now, CancellationToken cancellation)
    {
        // Asked before the writer's place is taken: a start on a database in use need not wait for it.
        await using (var session = await database.OpenAsync(cancellation))
        {
            if (await session.QuerySingleAsync<long>(CountDistricts) > 0)
                return [];
        }

        await using var transaction = await database.BeginAsync(cancellation);
        foreach (var registry in UnitRegistries.All)
        {
            if (!(await transaction.ImportRegistryAsync(RegistryFile.Of(registry), Actor, now)).IsAccepted(out _, out var refusal))
                throw new InvalidOperationException($"The registry of {registry.District.Code} cannot be taken: {refusal.Reason}");
        }

        await transaction.CommitAsync();
        return [.. UnitRegistries.All.Select(registry => registry.District.Code)];
    }

    private const string CountDistricts = "select count(*) from districts";
}
