using System.CommandLine;
using System.Globalization;
using TaskTracker.Auth;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Commands;

/// <summary><c>tasktracker keys create|list|revoke</c>.</summary>
internal static class KeysCommand
{
    private const int DefaultDays = 365;

    public static Command Create() => new("keys", "Make, list and revoke keys.") { CreateKey(), ListKeys(), RevokeKey() };

    private static Command CreateKey()
    {
        var role = new Option<Role>("--role") { Required = true, Description = "coordinator, supervisor, reader or admin." };
        var district = new Option<string>("--district") { Required = true, Description = "The district's code, e.g. xicheng." };
        var unit = new Option<string?>("--unit") { Description = "The unit's name; needed for a coordinator, possible for a reader." };
        var expires = new Option<DateOnly?>("--expires") { Description = $"The last day on which it works (YYYY-MM-DD); without it {DefaultDays} days from today." };
        var name = new Option<string?>("--name") { Description = "What the key is for." };
        var command = new Command("create", "Make a key and print it once.") { role, district, unit, expires, name };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var host = CommandHost.Create(parsed);
            await host.PrepareAsync(cancellation);
            var today = BeijingTime.Today(host.Clock);
            var lastDay = parsed.GetValue(expires) ?? today.AddDays(DefaultDays);
            if (lastDay < today)
                throw new RefusedException($"--expires {lastDay:yyyy-MM-dd} lies before today, {today:yyyy-MM-dd}.");

            await using var database = host.NewDatabase();
            await using var transaction = await database.BeginAsync(cancellation);
            var (districtId, chosen) = (parsed.GetValue(district)!, parsed.GetValue(role));
            var unitId = await UnitOfAsync(transaction, districtId, chosen, parsed.GetValue(unit));
            var (_, secret) = await transaction.CreateKeyAsync(
                districtId, chosen, unitId, parsed.GetValue(name) ?? EnumNames.Of(chosen),
                BeijingTime.At(lastDay.AddDays(1), TimeOnly.MinValue), host.Clock.Now());
            await transaction.CommitAsync();
            Console.WriteLine(secret);
            return CommandLine.Done;
        });
        return command;
    }

    private static async Task<long?> UnitOfAsync(Transaction transaction, string districtId, Role role, string? unit)
    {
        if (await transaction.QuerySingleOrDefaultAsync<string>(SelectDistrict, new { Code = districtId }) is null)
        {
            var known = await transaction.QueryAsync<string>(SelectDistricts);
            throw new RefusedException($"There is no district \"{districtId}\"; known: {string.Join(", ", known.DefaultIfEmpty("none, import a registry first: tasktracker units import"))}.");
        }

        return (role, unit) switch
        {
            (Role.Coordinator, null) => throw new RefusedException("A coordinator's key is bound to a unit: --unit NAME."),
            (Role.Supervisor or Role.Admin, not null) => throw new RefusedException($"A key of the role {EnumNames.Of(role)} is not bound to a unit; leave out --unit."),
            (_, null) => null,
            _ => await transaction.FindUnitAsync(districtId, unit)
                ?? throw new RefusedException($"No unit of {districtId} is called \"{unit}\"; see `tasktracker units export`."),
        };
    }

    private static Command ListKeys()
    {
        var command = new Command("list", "List the keys; secrets are not stored and cannot be shown.");
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var host = CommandHost.Create(parsed);
            await host.PrepareAsync(cancellation);
            await using var database = host.NewDatabase();
            await using var session = await database.OpenAsync(cancellation);
            foreach (var key in await session.ListKeysAsync())
            {
                var state = key.RevokedAt is not null ? "revoked" : key.ExpiresAt <= host.Clock.Now() ? "expired" : "valid";
                var lastUse = key.LastUsedAt?.ToOffset(BeijingTime.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "never used";
                Console.WriteLine(string.Join('\t', key.Id, $"{key.Prefix}…", key.DistrictId, key.Role, key.UnitName ?? "-", key.Name, state,
                    $"until {key.ExpiresAt.ToOffset(BeijingTime.Offset):yyyy-MM-dd HH:mm}", lastUse));
            }

            return CommandLine.Done;
        });
        return command;
    }

    private static Command RevokeKey()
    {
        var id = new Argument<long>("ID") { Description = "The key's number, see `keys list`." };
        var command = new Command("revoke", "Revoke a key at once.") { id };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var host = CommandHost.Create(parsed);
            await host.PrepareAsync(cancellation);
            await using var database = host.NewDatabase();
            await using var transaction = await database.BeginAsync(cancellation);
            if (!await transaction.RevokeKeyAsync(parsed.GetValue(id), host.Clock.Now()))
                throw new RefusedException($"There is no key {parsed.GetValue(id)} that could be revoked.");

            await transaction.CommitAsync();
            Console.WriteLine($"Key {parsed.GetValue(id)} is revoked.");
            return CommandLine.Done;
        });
        return command;
    }

    private const string SelectDistrict = "select code from districts where code = @Code";

    private const string SelectDistricts = "select code from districts order by code";
}
