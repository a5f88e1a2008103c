using TaskTracker.Core.Reminders;
using TaskTracker.Platform;

namespace TaskTracker.Recipients;

/// <summary>Reads and writes what the persons of units have chosen; one that has chosen nothing has the default, version 0.</summary>
internal static class PreferenceStore
{
    public sealed record Stored(RecipientPreference Preference, int Version);

    public static async Task<Dictionary<Recipient, RecipientPreference>> PreferencesOfAsync(this Session session, string districtId) =>
        (await session.QueryAsync<Row>(SelectAll, new { DistrictId = districtId })).ToDictionary(
            row => Recipient.Parse(row.Recipient), row => Json.Read<RecipientPreference>(row.Preference));

    public static async Task<Stored> PreferenceOfAsync(this Session session, string districtId, Recipient recipient) =>
        await session.QuerySingleOrDefaultAsync<Row>(SelectOne, new { DistrictId = districtId, Recipient = recipient.Key }) is { } row
            ? new Stored(Json.Read<RecipientPreference>(row.Preference), row.Version)
            : new Stored(RecipientPreference.Default, 0);

    /// <returns>False if somebody else has changed it since it was read.</returns>
    public static async Task<bool> SavePreferenceAsync(
        this Transaction transaction, string districtId, Recipient recipient, int version, RecipientPreference preference, string by, DateTimeOffset now) =>
        await transaction.ExecuteAsync(
            version == 0 ? Insert : Update,
            new { DistrictId = districtId, Recipient = recipient.Key, Version = version, Preference = Json.Write(preference), By = by, Now = now }) == 1;

    private sealed record Row
    {
        public string Recipient { get; init; } = "";

        public string Preference { get; init; } = "{}";

        public int Version { get; init; }
    }

    private const string SelectAll = "select recipient, preference, version from recipient_preferences where district_id = @DistrictId";

    private const string SelectOne = """
        select recipient, preference, version
          from recipient_preferences
         where district_id = @DistrictId and recipient = @Recipient
        """;

    private const string Insert = """
        insert into recipient_preferences (district_id, recipient, preference, updated_at, updated_by)
        values (@DistrictId, @Recipient, @Preference, @Now, @By)
            on conflict do nothing
        """;

    private const string Update = """
        update recipient_preferences
           set preference = @Preference, version = version + 1, updated_at = @Now, updated_by = @By
         where district_id = @DistrictId and recipient = @Recipient and version = @Version
        """;
}
